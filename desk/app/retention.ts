/**
 * Carries out `policy.keepDays`: what has been kept long enough is removed at the start, then once a day, and when the
 * policy becomes shorter. What stays is the store's matter (core/retention). It never delays a start nor ends the desk.
 */
import type { Log } from '../log/log.ts';
import type { Store } from '../store/store.ts';

const dayMs = 86_400_000;

export interface RetentionOptions {
  readonly store: Pick<Store, 'expire'>;
  readonly keepDays: () => number;
  /** the time that deleting may go by (`SeenClock`) */
  readonly now: () => number;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** something was removed: views read again */
  readonly onRemoved: () => void;
  /** Calls `run` after `ms` once; answers how to call it off. */
  readonly schedule: (run: () => void, ms: number) => () => void;
}

export class Retention {
  readonly #options: RetentionOptions;
  #cancel: () => void = () => undefined;
  #days: number;
  #isStopped = false;

  constructor(options: RetentionOptions) {
    this.#options = options;
    this.#days = options.keepDays();
  }

  /** Removes now, and again each day. Resolves when the first time is over. */
  async run(): Promise<void> {
    this.#cancel();
    this.#days = this.#options.keepDays();
    const { store, now, log, onRemoved } = this.#options;
    try {
      const { events } = await store.expire(now() - this.#days * dayMs);
      if (events > 0) {
        log.info(`${events} events removed that were kept for ${this.#days} days`);
        onRemoved();
      }
    } catch (error) {
      // a desk that stops cuts it off between two slices
      if (!this.#isStopped) log.warn(`what was kept long enough was not removed: ${String(error)}`);
    }
    if (!this.#isStopped) this.#cancel = this.#options.schedule(() => void this.run(), dayMs);
  }

  /** After a change of settings. */
  async follow(): Promise<void> {
    if (!this.#isStopped && this.#options.keepDays() !== this.#days) await this.run();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }
}
