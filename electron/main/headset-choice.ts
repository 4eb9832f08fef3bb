/** Electron's own list for `navigator.hid.requestDevice`, which has none: one headset is taken as it is, of several the agent picks. */
import { BrowserWindow, Menu } from 'electron';
import type { Session } from 'electron';
import { isHeadset, type HeadsetPermission, type OfferedDevice } from './security/headset-permission.ts';

export function offerHeadsets(session: Session, permission: HeadsetPermission, log: (message: string) => void): void {
  session.on('select-hid-device', (event, details, callback) => {
    event.preventDefault();
    const pick = (device: OfferedDevice | undefined): void => {
      if (device !== undefined) permission.pick(device);
      callback(device?.deviceId ?? null);
    };
    const offered = details.deviceList.filter(isHeadset);
    const [first] = offered;
    const kinds = new Map(offered.map((device) => [`${device.vendorId} ${device.productId}`, device]));
    if (kinds.size < 2) {
      log(first === undefined ? 'no headset to choose' : `headset chosen: ${first.name}`);
      pick(first);
      return;
    }
    let isPicked = false;
    const menu = Menu.buildFromTemplate(
      [...kinds.values()].map((device) => ({
        label: device.name,
        click: () => {
          isPicked = true;
          pick(device);
        },
      })),
    );
    const window = BrowserWindow.getFocusedWindow();
    // a click is told after the menu closed
    menu.popup({
      ...(window === null ? {} : { window }),
      callback: () => setTimeout(() => isPicked || pick(undefined), 100),
    });
  });
}
