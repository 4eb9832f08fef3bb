import { describe, expect, it } from 'vitest';
import { HeadsetPermission, isHeadset } from './headset-permission.ts';

const headset = {
  deviceId: '1',
  name: 'Evolve2 65',
  vendorId: 0x0b0e,
  productId: 0x0e40,
  collections: [{ usagePage: 0x0c }, { usagePage: 0x0b }],
};
const keyboard = {
  deviceId: '2',
  name: 'Keyboard',
  vendorId: 0x046d,
  productId: 0xc31c,
  collections: [{ usagePage: 1 }],
};

describe('which HID devices a page may open', () => {
  it('none before one was chosen', () => {
    expect(new HeadsetPermission().mayOpen(headset)).toBe(false);
  });

  it('the headset of the settings, and no other of its vendor', () => {
    const permission = new HeadsetPermission();
    permission.keep({ vendorId: 0x0b0e, productId: 0x0e40 });
    expect(permission.mayOpen(headset)).toBe(true);
    expect(permission.mayOpen({ ...headset, productId: 1 })).toBe(false);
  });

  it('the one that was just picked, until the settings say otherwise', () => {
    const permission = new HeadsetPermission();
    permission.pick(headset);
    expect(permission.mayOpen(headset)).toBe(true);
    permission.keep(headset);
    permission.keep(null);
    expect(permission.mayOpen(headset)).toBe(false);
  });

  it('the one that was just picked, also where another preference changes before the settings follow', () => {
    const permission = new HeadsetPermission();
    const other = { ...headset, productId: 1 };
    permission.pick(headset);
    permission.keep(null);
    expect(permission.mayOpen(headset)).toBe(true);
    permission.keep(other);
    permission.pick(headset);
    permission.keep({ vendorId: other.vendorId, productId: other.productId });
    expect(permission.mayOpen(headset)).toBe(true);
    permission.keep(null);
    expect(permission.mayOpen(headset)).toBe(false);
  });

  it('never what has no telephony keys, whatever the settings say', () => {
    const permission = new HeadsetPermission();
    permission.keep(keyboard);
    expect(permission.mayOpen(keyboard)).toBe(false);
    expect(isHeadset({ ...headset, collections: undefined })).toBe(false);
    expect(isHeadset({})).toBe(false);
  });
});
