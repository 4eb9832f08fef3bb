/**
 * The keys of the chosen headset: loads what drives one when there is one, and nothing before. The only thing of the headsets
 * that every desk carries.
 */
import type { PhoneCall, PhoneCommand, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { HeadsetChoice } from '../../core/settings/sound.ts';
import type { HeadsetDriver } from './headset/headset-driver.ts';

export interface HeadsetKeysOptions {
  readonly now: () => number;
  readonly calls: () => readonly PhoneCall[];
  readonly command: (command: PhoneCommand) => Promise<void>;
  readonly onState: (headset: PhoneSnapshot['headset']) => void;
  readonly log: (message: string) => void;
}

export class HeadsetKeys {
  readonly #options: HeadsetKeysOptions;
  #driver: HeadsetDriver | null = null;
  #chosen = 'null';
  #turn: Promise<void> = Promise.resolve();

  constructor(options: HeadsetKeysOptions) {
    this.#options = options;
  }

  /** null = none; the same again changes nothing */
  choose(headset: HeadsetChoice | null): void {
    const text = JSON.stringify(headset);
    if (text === this.#chosen) return;
    this.#chosen = text;
    this.#turn = this.#turn.then(() => this.#use(headset, text));
  }

  follow(calls: readonly PhoneCall[]): void {
    this.#driver?.follow(calls);
  }

  /** Its lamps go out. */
  stop(): void {
    this.choose(null);
  }

  async #use(headset: HeadsetChoice | null, text: string): Promise<void> {
    const { onState, log, now, calls, command } = this.#options;
    const before = this.#driver;
    this.#driver = null;
    try {
      await before?.stop();
      if (headset === null) {
        onState(null);
        return;
      }
      const { name } = headset;
      const { hid } = navigator as Partial<Navigator>;
      if (hid === undefined) {
        onState({ state: 'unsupported', name });
        return;
      }
      onState({ state: 'opening', name });
      const module = await import('./headset/headset-driver.ts');
      if (this.#chosen !== text) return;
      this.#driver = new module.HeadsetDriver({
        hid,
        chosen: headset,
        now,
        calls,
        command,
        log,
        onState: (state) => {
          if (this.#chosen === text) onState({ state, name });
        },
      });
    } catch (error) {
      log(`headset: ${String(error)}`);
      if (headset !== null) onState({ state: 'away', name: headset.name });
    }
  }
}
