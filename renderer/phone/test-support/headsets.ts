/** Headsets as their vendors or owners published them: descriptors, and the reports of their keys. For tests only. */
import { readDescriptor } from './hid-descriptor.ts';

export interface PublishedHeadset {
  readonly vendorId: number;
  readonly productId: number;
  readonly productName: string;
  readonly collections: readonly HIDCollectionInfo[];
  /** reports that a key sends: id and bytes */
  readonly sends: Readonly<
    Record<'offHook' | 'onHook' | 'muteDown' | 'muteUp', readonly [number, readonly number[]]>
  > & {
    readonly reject?: readonly [number, readonly number[]];
    readonly flash?: readonly [number, readonly number[]];
  };
}

/**
 * Plantronics Blackwire 3220: the telephony collection as Windows knows it (libusb/hidapi pull request 262). Every lamp has a
 * report of its own; mute tells changes, the hook switch its state.
 */
export const blackwire: PublishedHeadset = {
  vendorId: 0x047f,
  productId: 0xc056,
  productName: 'Plantronics Blackwire 3220 Series',
  collections: readDescriptor(`
    05 0C 09 01 A1 01 85 01 09 E9 09 EA 15 00 25 01 75 01 95 02 81 06 C0
    05 0B 09 05 A1 01
      85 08 09 2F 15 00 25 01 75 01 95 01 81 06 09 20 09 21 15 00 25 01 75 01 95 02 81 22
      85 09 05 08 09 09 15 00 25 01 75 01 95 01 91 22
      85 17 09 17 15 00 25 01 75 01 95 01 91 22
      85 18 09 18 15 00 25 01 75 01 95 01 91 22
    C0`),
  sends: { offHook: [0x08, [0x02]], onHook: [0x08, [0x00]], muteDown: [0x08, [0x03]], muteUp: [0x08, [0x02]] },
};

/**
 * Jabra Engage 50: report 2 of two bytes, [1, 0] while off hook (WICG/webhid issue 61); bits of keys and lamps as
 * robo-w/telephony-webhid-demo lists them for Jabra.
 */
export const engage: PublishedHeadset = {
  vendorId: 0x0b0e,
  productId: 0x4050,
  productName: 'Jabra Engage 50',
  collections: readDescriptor(`
    05 0C 09 01 A1 01 85 01 09 E9 09 EA 15 00 25 01 75 01 95 02 81 06 C0
    05 0B 09 05 A1 01 85 02 15 00 25 01 75 01
      09 20 09 97 95 02 81 22
      09 2F 09 21 09 24 09 50 95 04 81 06
      09 07 05 09 09 01 95 01 81 06
      95 09 81 03
      05 08 09 17 09 09 09 18 09 20 09 21 95 05 91 22
      05 0B 09 9E 95 01 91 22
      95 0A 91 03
    C0`),
  sends: {
    offHook: [2, [0x01, 0x00]],
    onHook: [2, [0x00, 0x00]],
    muteDown: [2, [0x05, 0x00]],
    muteUp: [2, [0x01, 0x00]],
    flash: [2, [0x09, 0x00]],
    reject: [2, [0x40, 0x00]],
  },
};

/** Anker PowerConf: its whole descriptor, read from the device by its owner. Its hook switch is marked as a constant, and a dial pad lies between its keys. */
export const powerConf: PublishedHeadset = {
  vendorId: 0x291a,
  productId: 0x3301,
  productName: 'Anker PowerConf',
  collections: readDescriptor(`
    05 0c 09 01 a1 01 85 01 15 00 25 01 09 e9 09 ea 09 e2 09 cd 09 b5 09 b6 09 b3 09 b7 75 01 95 08 81 42 c0
    05 0b 09 05 a1 01 85 02 05 0b 15 00 25 01 09 20 09 97 75 01 95 02 81 23 09 2f 09 21 09 70 09 50 75 01 95 04 81 07
    09 06 a1 02 19 b0 29 bb 15 00 25 0c 75 04 95 01 81 40 c0
    09 07 15 00 25 01 05 09 75 01 95 01 81 02 75 01 95 05 81 01
    05 08 15 00 25 01 09 17 09 09 09 18 09 20 09 21 75 01 95 05 91 22 05 0b 15 00 25 01 09 9e 75 01 95 01 91 22
    75 01 95 0a 91 01 c0
    06 00 ff 09 01 a1 01 85 03 09 01 15 00 26 ff 00 95 3f 75 08 81 02 09 01 15 00 26 ff 00 95 3f 75 08 91 02 c0`),
  sends: {
    offHook: [2, [0x01, 0x00]],
    onHook: [2, [0x00, 0x00]],
    muteDown: [2, [0x05, 0x00]],
    muteUp: [2, [0x01, 0x00]],
    reject: [2, [0x00, 0x04]],
  },
};

/** Yealink: one byte each way in report 4, bits as the MIT-licensed softphone-vendor-headsets 2.5.6 names them. */
export const yealink: PublishedHeadset = {
  vendorId: 0x6993,
  productId: 0xb02b,
  productName: 'Yealink WH62',
  collections: readDescriptor(`
    05 0B 09 05 A1 01 85 04 15 00 25 01 75 01
      09 20 09 97 95 02 81 22
      09 2F 09 21 09 24 09 50 95 04 81 06
      09 07 95 01 81 06
      95 01 81 03
      05 08 09 17 09 09 09 18 09 20 95 04 91 22
      95 04 91 03
    C0`),
  sends: {
    offHook: [4, [0x01]],
    onHook: [4, [0x00]],
    muteDown: [4, [0x05]],
    muteUp: [4, [0x01]],
    flash: [4, [0x09]],
    reject: [4, [0x40]],
  },
};
