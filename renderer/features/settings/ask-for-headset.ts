/** Asks the browser for a headset with keys; must be called in a click. Only devices of the Telephony page are offered. */
import type { HeadsetChoice } from '../../../core/settings/sound.ts';

/** HID Usage Tables 1.5, 14: Telephony Device page */
const telephonyPage = 0x0b;

/** null: nothing was chosen. */
export async function askForHeadset(): Promise<HeadsetChoice | null> {
  const [device] = await navigator.hid.requestDevice({ filters: [{ usagePage: telephonyPage }] });
  if (device === undefined) return null;
  return { vendorId: device.vendorId, productId: device.productId, name: device.productName.slice(0, 200) };
}
