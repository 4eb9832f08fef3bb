/**
 * Time for the practice line, passed in so that tests can own it: a clock, and a set of timers that can be ended all
 * together; nothing in this folder may start a timer of its own, or `stop()` could leave the process alive.
 */

export interface PracticeClock {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Runs once after `ms`; the returned function cancels. */
  schedule(ms: number, run: () => void): () => void;
}

export const systemClock: PracticeClock = {
  now: () => performance.now(),
  schedule: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export class TimerSet {
  readonly #clock: PracticeClock;
  readonly #running = new Set<() => void>();

  constructor(clock: PracticeClock) {
    this.#clock = clock;
  }

  after(ms: number, run: () => void): () => void {
    const cancelClock = this.#clock.schedule(ms, () => {
      this.#running.delete(cancel);
      run();
    });
    const cancel = (): void => {
      this.#running.delete(cancel);
      cancelClock();
    };
    this.#running.add(cancel);
    return cancel;
  }

  clear(): void {
    for (const cancel of this.#running) cancel();
  }
}
