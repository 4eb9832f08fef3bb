/**
 * Lets go of memory when there is leisure: Node collects only when a heap is full, so after a busy hour a desk kept 40 MB of
 * garbage for the rest of the day (bench `soak`). One collection, some 20 ms, once nothing has changed for a while.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const quietMs = 20_000;

export interface LeisureOptions {
  /** Calls `run` after `ms` once; answers how to call it off. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  readonly collect: () => void;
}

export class Leisure {
  readonly #options: LeisureOptions;
  #cancel: () => void = () => undefined;

  constructor(options: LeisureOptions) {
    this.#options = options;
  }

  /** Something was done: the waiting begins anew. */
  worked(): void {
    this.#cancel();
    this.#cancel = this.#options.schedule(this.#options.collect, quietMs);
  }

  stop(): void {
    this.#cancel();
  }
}

/** A whole collection of this thread's heap; does nothing where V8 does not hand it out. */
export function heapCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('globalThis.gc');
  setFlagsFromString('--no-expose-gc');
  return typeof collect === 'function' ? () => void collect() : () => undefined;
}
