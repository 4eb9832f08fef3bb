/** Time as the phone sees it: passed in everywhere, so that tests own it. The only file here that may touch raw timers. */

export interface Clock {
  /** ms since the epoch */
  now(): number;
  /** Runs `task` once after `ms`; the answer cancels it. */
  after(ms: number, task: () => void): () => void;
  /** Runs `task` every `ms` until cancelled. */
  every(ms: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
  every(ms, task) {
    const timer = setInterval(task, ms);
    return () => clearInterval(timer);
  },
};

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve));
}

export class TimeLimitError extends Error {
  readonly code = 'time-limit';
}

/** Rejects with a TimeLimitError when `work` takes longer than `ms`; the work itself goes on. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new TimeLimitError(`not done within ${ms} ms`)));
    work.then(resolve, reject).finally(cancel);
  });
}
