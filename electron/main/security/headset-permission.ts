/** Which HID devices a page of ours may open: headsets with telephony keys, and of these only what the agent chose. Pure but for what was chosen. */

/** HID Usage Tables 1.5, 14: Telephony Device page */
const telephonyPage = 0x0b;

export interface UsbName {
  readonly vendorId: number;
  readonly productId: number;
}

/** What Electron says of a device; all of it comes from the device's own descriptor. */
export interface OfferedDevice extends UsbName {
  readonly deviceId: string;
  readonly name: string;
  readonly collections?: readonly { readonly usagePage?: number }[];
}

/** Keyboards, security keys and the like are HID devices, too. */
export function isHeadset(device: object): device is OfferedDevice {
  const { vendorId, productId, collections } = device as Partial<OfferedDevice>;
  return (
    typeof vendorId === 'number' &&
    typeof productId === 'number' &&
    Array.isArray(collections) &&
    collections.some(
      (each: unknown) =>
        typeof each === 'object' && each !== null && 'usagePage' in each && each.usagePage === telephonyPage,
    )
  );
}

export class HeadsetPermission {
  /** as the settings say */
  #kept: UsbName | null = null;
  /** by a click just now: the settings follow */
  #picked: UsbName | null = null;

  /** Told whenever any of the preferences changes: only another headset than before takes the click back. */
  keep(chosen: UsbName | null): void {
    const isSame = chosen?.vendorId === this.#kept?.vendorId && chosen?.productId === this.#kept?.productId;
    this.#kept = chosen;
    if (!isSame) this.#picked = null;
  }

  pick(device: UsbName): void {
    this.#picked = device;
  }

  mayOpen(device: object): boolean {
    if (!isHeadset(device)) return false;
    return [this.#kept, this.#picked].some(
      (chosen) => chosen !== null && chosen.vendorId === device.vendorId && chosen.productId === device.productId,
    );
  }
}
