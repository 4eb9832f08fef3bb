/**
 * Keeps an <audio> element on a device: one change after the other, and once more where the device was named before it could
 * be used, as one that was plugged in a moment ago. Which device, others decide.
 */
import type { Clock } from './clock.ts';

export interface SinkOptions {
  readonly element: Pick<HTMLAudioElement, 'setSinkId'>;
  readonly clock: Clock;
  readonly onProblem: (message: string) => void;
}

const retryMs = 500;
const tries = 6;

export class Sink {
  readonly #options: SinkOptions;
  /** '' = the system's default, as an element has it from the beginning */
  #wanted = '';
  #used = '';
  #isTurning = false;
  #cancelRetry: (() => void) | null = null;

  constructor(options: SinkOptions) {
    this.#options = options;
  }

  /** null = the system's default. Resolves after the first try; never rejects. */
  use(device: string | null): Promise<void> {
    this.#wanted = device ?? '';
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    return this.#turn(tries);
  }

  /** Its element is not needed any more. */
  stop(): void {
    this.#cancelRetry?.();
    this.#wanted = this.#used;
  }

  async #turn(left: number): Promise<void> {
    if (this.#isTurning) return;
    this.#isTurning = true;
    let failed: string | null = null;
    while (this.#wanted !== this.#used && this.#wanted !== failed) {
      const device: string = this.#wanted;
      try {
        await this.#options.element.setSinkId(device);
        this.#used = device;
      } catch (error) {
        failed = device;
        this.#options.onProblem(`sound device: ${String(error)}`);
      }
    }
    this.#isTurning = false;
    if (failed === null || this.#wanted === this.#used || left <= 1) return;
    this.#cancelRetry = this.#options.clock.after(retryMs, () => void this.#turn(left - 1));
  }
}
