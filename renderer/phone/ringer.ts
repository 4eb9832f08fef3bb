/** Makes the ring heard on the ringing device, and silent at once. Which sound it is, `ring-choice.ts` says. */
import type { PhoneCall } from '../../core/contract/phone.ts';
import type { Clock } from './clock.ts';
import { chooseRing, type RingChoice, type RingSound } from './ring-choice.ts';
import { Sink } from './sink.ts';

/** URLs of the sounds. */
export type RingSounds = Readonly<Record<RingSound, string>>;

export interface RingerOptions {
  readonly sounds: RingSounds;
  readonly clock: Clock;
  readonly onProblem: (message: string) => void;
}

/** "one note, each 3 s" */
const repeatMs = 3000;

export class Ringer {
  readonly #options: RingerOptions;
  readonly #elements = new Map<RingSound, HTMLAudioElement>();
  readonly #sinks: Sink[] = [];
  #volume = 0.7;
  #now: RingChoice | null = null;
  #cancel: (() => void) | null = null;

  constructor(options: RingerOptions) {
    this.#options = options;
    for (const sound of ['trusted', 'normal', 'suspect', 'knock'] as const) {
      const element = new Audio(options.sounds[sound]);
      // fetched before the first call rings
      element.preload = 'auto';
      this.#elements.set(sound, element);
      this.#sinks.push(new Sink({ element, clock: options.clock, onProblem: options.onProblem }));
    }
  }

  /** 0–1; what rings now is as loud at once */
  setVolume(volume: number): void {
    this.#volume = Math.min(1, Math.max(0, volume));
    const now = this.#now;
    const element = now === null ? undefined : this.#elements.get(now.sound);
    if (now !== null && element !== undefined) element.volume = this.#volume * now.gain;
  }

  setDevice(device: string | null): void {
    for (const sink of this.#sinks) void sink.use(device);
  }

  follow(calls: readonly PhoneCall[]): void {
    const choice = chooseRing(calls);
    const before = this.#now;
    if (choice === null) {
      if (before !== null) this.stop();
      return;
    }
    if (before?.call === choice.call && before.sound === choice.sound) return;
    this.stop();
    this.#now = choice;
    this.#play(choice);
    if (choice.loops) this.#cancel = this.#options.clock.every(repeatMs, () => this.#play(choice));
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    const element = this.#now === null ? undefined : this.#elements.get(this.#now.sound);
    element?.pause();
    this.#now = null;
  }

  #play({ sound, gain }: RingChoice): void {
    const element = this.#elements.get(sound);
    if (element === undefined) return;
    element.volume = this.#volume * gain;
    element.currentTime = 0;
    element.play().catch((error: unknown) => {
      // stop() while play() was still loading: what was wanted
      if (!(error instanceof DOMException && error.name === 'AbortError'))
        this.#options.onProblem(`ring: ${String(error)}`);
    });
  }
}
