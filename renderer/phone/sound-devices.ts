/**
 * Keeps microphone, speaker and ringing device on what the agent chose, also while devices come and go: one that is pulled out
 * is replaced by the system's default, and taken again when it is back. Opens nothing itself and knows no calls.
 */
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { SoundChoice, SoundRole } from '../../core/settings/sound.ts';
import type { Clock } from './clock.ts';
import { findDevice, type FoundDevice } from './device-choice.ts';

export interface SoundDevicesOptions {
  readonly devices: MediaDevices | undefined;
  readonly clock: Clock;
  /** Another device than before for this role; null = the system's default. `identity` tells two defaults apart. */
  readonly onDevice: (role: SoundRole, device: string | null, identity: string) => void;
  readonly onMissing: (missing: PhoneSnapshot['missingDevices']) => void;
  readonly log: (message: string) => void;
}

/** One that is plugged in brings several changes, and is not usable in the first milliseconds. */
const settleMs = 150;
/** Bluetooth headsets and virtual devices come and go without a word in some browsers. */
const lookEveryMs = 3000;
/**
 * Chromium keeps an output stream for 5 s after its last use and takes it again for the same device, although the system has
 * moved it to the default meanwhile: a speaker that is back sooner would be shown as used and stay silent.
 */
const outputRestMs = 6000;
const roles = ['microphone', 'speaker', 'ringDevice'] as const;

export class SoundDevices {
  readonly #options: SoundDevicesOptions;
  readonly #used = new Map<SoundRole, string>();
  /** told, and not opened */
  readonly #refused = new Set<SoundRole>();
  readonly #missingSince = new Map<SoundRole, number>();
  #choice: SoundChoice | null = null;
  #missing = '[]';
  #isLooking = false;
  #looksAgain = false;
  #cancelSettling: (() => void) | null = null;
  readonly #cancelWatch: () => void;
  readonly #onChange = (): void => {
    this.#cancelSettling?.();
    this.#cancelSettling = this.#options.clock.after(settleMs, () => {
      this.#tryAgain();
      void this.#look();
    });
  };

  constructor(options: SoundDevicesOptions) {
    this.#options = options;
    options.devices?.addEventListener('devicechange', this.#onChange);
    this.#cancelWatch = options.clock.every(lookEveryMs, () => {
      // nothing chosen is nothing to lose: the system's default is the browser's matter
      const { microphone = null, speaker = null, ringDevice = null } = this.#choice ?? {};
      if (microphone !== null || speaker !== null || ringDevice !== null) void this.#look();
    });
  }

  /** Resolves when all three are known and told. */
  async choose(choice: SoundChoice): Promise<void> {
    this.#choice = choice;
    this.#tryAgain();
    await this.#look();
  }

  /** What was told could not be opened: it is told again with the next choice, or when devices come or go. */
  refused(role: SoundRole): void {
    this.#refused.add(role);
  }

  /** Something may have changed that no event told, e.g. the microphone was allowed or its track ended. */
  lookAgain(): void {
    this.#onChange();
  }

  stop(): void {
    this.#options.devices?.removeEventListener('devicechange', this.#onChange);
    this.#cancelWatch();
    this.#cancelSettling?.();
    this.#choice = null;
  }

  #tryAgain(): void {
    for (const role of this.#refused) this.#used.delete(role);
    this.#refused.clear();
  }

  async #look(): Promise<void> {
    if (this.#isLooking) {
      this.#looksAgain = true;
      return;
    }
    this.#isLooking = true;
    try {
      do {
        this.#looksAgain = false;
        const plugged = (await this.#options.devices?.enumerateDevices()) ?? [];
        if (this.#choice !== null) this.#tell(this.#choice, plugged);
      } while (this.#looksAgain);
    } catch (error) {
      this.#options.log(`devices: ${String(error)}`);
    } finally {
      this.#isLooking = false;
    }
  }

  #tell(choice: SoundChoice, plugged: readonly MediaDeviceInfo[]): void {
    const { onDevice, onMissing, log } = this.#options;
    const found = new Map(roles.map((role) => [role, this.#find(role, choice, plugged)]));
    for (const [role, { id, identity }] of found) {
      if (this.#used.get(role) === identity) continue;
      this.#used.set(role, identity);
      onDevice(role, id, identity);
    }
    const missing = roles.flatMap((role) => {
      const { isMissing = false, name = '' } = found.get(role) ?? {};
      return isMissing ? [{ role, name }] : [];
    });
    const text = JSON.stringify(missing);
    if (text === this.#missing) return;
    this.#missing = text;
    log(missing.length === 0 ? 'all chosen devices are there' : `not plugged in: ${text}`);
    onMissing(missing);
  }

  #find(role: SoundRole, choice: SoundChoice, plugged: readonly MediaDeviceInfo[]): FoundDevice {
    const { clock } = this.#options;
    const chosen = { id: choice[role], name: choice[`${role}Name`] };
    const found = findDevice(role, chosen, plugged);
    if (found.isMissing) {
      if (!this.#missingSince.has(role)) this.#missingSince.set(role, clock.now());
      return found;
    }
    const restsFor = (this.#missingSince.get(role) ?? Number.NEGATIVE_INFINITY) + outputRestMs - clock.now();
    if (role !== 'microphone' && restsFor > 0 && choice[role] !== null) {
      clock.after(restsFor, () => void this.#look());
      return findDevice(role, chosen, []);
    }
    this.#missingSince.delete(role);
    return found;
  }
}
