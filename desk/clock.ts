/** The desk service's only source of time and ids; everything else in desk/ gets it passed in, so that tests can own it. */
import { monotonicFactory } from 'ulid';

export interface Clock {
  /** ms since the epoch */
  now(): number;
  /** a new ULID; within one millisecond each is greater than the last */
  ulid(): string;
}

export function createSystemClock(): Clock {
  const next = monotonicFactory();
  return { now: () => Date.now(), ulid: () => next() };
}

/** Calls `run` once after `ms`; answers how to call it off. Does not keep the process. */
export function scheduleOnce(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
}
