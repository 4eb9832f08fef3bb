/**
 * Drives one headset over WebHID: its keys become commands of the phone, and its lamps follow the calls, whoever changed them.
 * Loaded only where a headset is chosen. Opens no device that was not chosen and speaks only the standard's Telephony page.
 */
import type { HeadsetState, PhoneCall, PhoneCommand } from '../../../core/contract/phone.ts';
import type { HeadsetChoice } from '../../../core/settings/sound.ts';
import { dark, KeyLogic, lampsFor, type Lamps } from './key-logic.ts';
import { hasKeys, layoutOf, type Layout } from './report-layout.ts';

export interface HeadsetDriverOptions {
  readonly hid: HID;
  readonly chosen: HeadsetChoice;
  readonly now: () => number;
  readonly calls: () => readonly PhoneCall[];
  readonly command: (command: PhoneCommand) => Promise<void>;
  readonly onState: (state: HeadsetState) => void;
  readonly log: (message: string) => void;
}

interface Opened {
  readonly device: HIDDevice;
  readonly layout: Layout;
  readonly logic: KeyLogic;
  lamps: Lamps;
}

export class HeadsetDriver {
  readonly #options: HeadsetDriverOptions;
  #opened: Opened | null = null;
  #isStopped = false;
  #sending: Promise<void> = Promise.resolve();
  #opening: Promise<void> = Promise.resolve();
  readonly #onConnect = (): void => this.#openSoon();
  readonly #onDisconnect = (event: Event): void => {
    if (this.#opened === null || ('device' in event && event.device !== this.#opened.device)) return;
    this.#opened.device.removeEventListener('inputreport', this.#onReport);
    this.#opened = null;
    this.#options.log('the headset was unplugged');
    this.#options.onState('away');
  };
  readonly #onReport = (event: HIDInputReportEvent): void => this.#report(event);

  constructor(options: HeadsetDriverOptions) {
    this.#options = options;
    options.hid.addEventListener('connect', this.#onConnect);
    options.hid.addEventListener('disconnect', this.#onDisconnect);
    this.#openSoon();
  }

  /** The calls changed: the lamps follow. */
  follow(calls: readonly PhoneCall[]): void {
    const opened = this.#opened;
    if (opened === null) return;
    const lamps = lampsFor(calls);
    const changed = opened.layout.lamps.filter(({ lamp }) => lamps[lamp] !== opened.lamps[lamp]);
    opened.lamps = lamps;
    this.#light(opened, new Set(changed.map(({ reportId }) => reportId)));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const { hid } = this.#options;
    hid.removeEventListener('connect', this.#onConnect);
    hid.removeEventListener('disconnect', this.#onDisconnect);
    await this.#opening;
    const opened = this.#opened;
    this.#opened = null;
    if (opened === null) return;
    opened.device.removeEventListener('inputreport', this.#onReport);
    opened.lamps = dark;
    this.#light(opened, new Set(opened.layout.outputs.keys()));
    await this.#sending;
    await opened.device.close();
  }

  #openSoon(): void {
    this.#opening = this.#opening.then(() => this.#open());
  }

  async #open(): Promise<void> {
    const { hid, chosen, onState, log } = this.#options;
    if (this.#opened !== null || this.#isStopped) return;
    try {
      const ours = (await hid.getDevices()).filter(
        ({ vendorId, productId }) => vendorId === chosen.vendorId && productId === chosen.productId,
      );
      // on Windows every top-level collection is a device of its own
      const found = ours
        .map((device) => ({ device, layout: layoutOf(device.collections) }))
        .find(({ layout }) => hasKeys(layout));
      if (found === undefined) {
        onState(ours.length === 0 ? 'away' : 'unusable');
        return;
      }
      const { device, layout } = found;
      if (!device.opened) await device.open();
      const opened: Opened = { device, layout, logic: new KeyLogic(), lamps: lampsFor(this.#options.calls()) };
      this.#opened = opened;
      device.addEventListener('inputreport', this.#onReport);
      this.#light(opened, new Set(layout.outputs.keys()));
      onState('ready');
    } catch (error) {
      log(`headset: ${String(error)}`);
      onState('away');
    }
  }

  #report({ reportId, data }: HIDInputReportEvent): void {
    const opened = this.#opened;
    if (opened === null) return;
    const { calls, command, now, log } = this.#options;
    for (const field of opened.layout.keys) {
      if (field.reportId !== reportId || field.bit >= data.byteLength * 8) continue;
      const isOn = ((data.getUint8(field.bit >>> 3) >>> (field.bit & 7)) & 1) === 1;
      const pressed = opened.logic.pressed(field, isOn, calls(), opened.lamps, now());
      if (pressed.command !== null) {
        // the snapshot says what became of it; what was refused, the headset must hear
        command(pressed.command).catch((error: unknown) => {
          log(`headset ${field.key}: ${String(error)}`);
          if (this.#opened === opened) this.#light(opened, new Set(opened.layout.outputs.keys()));
        });
      }
      if (pressed.mustTellLamps) this.#light(opened, new Set(opened.layout.outputs.keys()));
    }
  }

  /** One report after the other: headsets lose the second of two that come at once. */
  #light({ device, layout, lamps }: Opened, reportIds: ReadonlySet<number>): void {
    for (const [reportId, size] of layout.outputs) {
      if (!reportIds.has(reportId)) continue;
      const bytes = new Uint8Array(size);
      for (const field of layout.lamps) {
        if (field.reportId !== reportId || !lamps[field.lamp]) continue;
        const at = field.bit >>> 3;
        bytes[at] = (bytes[at] ?? 0) | (1 << (field.bit & 7));
      }
      this.#sending = this.#sending
        .then(() => device.sendReport(reportId, bytes))
        .catch((error: unknown) => this.#options.log(`headset lamp: ${String(error)}`));
    }
  }
}
