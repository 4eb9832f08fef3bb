/**
 * Lets go of memory when there is leisure. V8 keeps the pages that a collection emptied for the next burst of garbage, and gives
 * them back only under pressure: after a busy hour a desk held 55 MB of them for the rest of the day (bench `soak`). So each thread
 * collects as thoroughly as V8 can (some 50 ms) once it had nothing to do for a while; on the service's own thread
 * that is: nothing changed.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { scheduleOnce } from './clock.ts';

const quietMs = 20_000;

export interface LeisureOptions {
  /** Calls `run` after `ms` once; answers how to call it off. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  readonly collect: () => void;
  /** Something is under way that a pause would harm: asked before, and waited for. */
  readonly isBusy?: () => boolean;
}

export class Leisure {
  readonly #options: LeisureOptions;
  #cancel: () => void = () => undefined;
  #isStopped = false;

  constructor(options: LeisureOptions) {
    this.#options = options;
  }

  /** Something was done: the waiting begins anew. */
  worked(): void {
    if (this.#isStopped) return;
    this.#cancel();
    this.#cancel = this.#options.schedule(() => {
      if (this.#options.isBusy?.()) this.worked();
      else this.#options.collect();
    }, quietMs);
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel();
  }
}

/**
 * A collection of this thread's heap that returns emptied pages to the system; does nothing where V8 does not hand one out.
 * The flag stays on, for other threads ask as well; it concerns contexts that are made later, and only we make any.
 */
export function heapCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  if (typeof collect !== 'function') return () => undefined;
  return () => void collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/** For a thread of the service. */
export function createLeisure(isBusy: () => boolean = () => false): Leisure {
  return new Leisure({ schedule: scheduleOnce, collect: heapCollector(), isBusy });
}
