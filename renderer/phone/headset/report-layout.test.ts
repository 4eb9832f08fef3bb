import { describe, expect, it } from 'vitest';
import { blackwire, engage, powerConf, yealink } from '../test-support/headsets.ts';
import { hasKeys, layoutOf } from './report-layout.ts';

const keysOf = (collections: readonly HIDCollectionInfo[]) =>
  layoutOf(collections).keys.map(
    ({ key, reportId, bit, isSwitch }) => `${key} ${reportId}.${bit}${isSwitch ? ' stays' : ''}`,
  );
const lampsOf = (collections: readonly HIDCollectionInfo[]) =>
  layoutOf(collections).lamps.map(({ lamp, reportId, bit }) => `${lamp} ${reportId}.${bit}`);

describe('where a headset’s keys and lamps lie', () => {
  it('Plantronics: each lamp in a report of its own', () => {
    expect(keysOf(blackwire.collections)).toEqual(['mute 8.0', 'hook 8.1 stays', 'flash 8.2']);
    expect(lampsOf(blackwire.collections)).toEqual(['off-hook 23.0', 'ring 24.0', 'mute 9.0']);
    expect([...layoutOf(blackwire.collections).outputs]).toEqual([
      [23, 1],
      [24, 1],
      [9, 1],
    ]);
  });

  it('Jabra: all of them in report 2', () => {
    expect(keysOf(engage.collections)).toEqual(['hook 2.0 stays', 'mute 2.2', 'flash 2.3', 'reject 2.6']);
    expect(lampsOf(engage.collections)).toEqual(['off-hook 2.0', 'ring 2.2', 'mute 2.1', 'hold 2.3']);
    expect([...layoutOf(engage.collections).outputs]).toEqual([[2, 2]]);
  });

  it('Anker: a hook switch marked as a constant counts, and a dial pad between the keys does not move them', () => {
    expect(keysOf(powerConf.collections)).toEqual(['hook 2.0 stays', 'mute 2.2', 'flash 2.3', 'reject 2.10']);
    expect(lampsOf(powerConf.collections)).toEqual(['off-hook 2.0', 'ring 2.2', 'mute 2.1', 'hold 2.3']);
  });

  it('Yealink: one byte each way', () => {
    expect(keysOf(yealink.collections)).toEqual(['hook 4.0 stays', 'mute 4.2', 'flash 4.3', 'reject 4.6']);
    expect(lampsOf(yealink.collections)).toEqual(['off-hook 4.0', 'ring 4.2', 'mute 4.1', 'hold 4.3']);
  });

  it('a device without telephony keys has none, whatever it claims', () => {
    expect(hasKeys(layoutOf([]))).toBe(false);
    expect(
      hasKeys(
        layoutOf([
          {
            usagePage: 0x0c,
            inputReports: [{ reportId: 1, items: [{ usages: [0x0b0020], reportSize: 1, reportCount: 1 }] }],
          },
        ]),
      ),
    ).toBe(false);
    const huge = {
      usagePage: 0x0b,
      inputReports: [{ reportId: 1, items: [{ usages: [0x0b0020], reportSize: 1, reportCount: 4_000_000_000 }] }],
    };
    expect(layoutOf([huge]).keys).toEqual([]);
    const nonsense = {
      usagePage: 0x0b,
      inputReports: [{ items: [{ reportSize: -1, reportCount: 8, usages: [0x0b0020] }] }],
    };
    expect(layoutOf([nonsense]).keys).toEqual([]);
  });
});
