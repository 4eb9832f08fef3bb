/**
 * A queue that one view reads as a stream. Its producer never waits; the reader yields to the event loop at least every
 * 64 items, since oRPC has no back-pressure and a stream without a macrotask freezes every other call.
 */
const yieldEvery = 64;

export class PushStream<T> {
  #queue: T[] = [];
  #wake: (() => void) | null = null;
  #isEnded = false;

  get size(): number {
    return this.#queue.length;
  }

  push(item: T): void {
    if (this.#isEnded) return;
    this.#queue.push(item);
    this.#wake?.();
  }

  /** Puts what waits into another shape, e.g. to keep a slow reader's queue bounded. */
  compact(change: (waiting: readonly T[]) => T[]): void {
    this.#queue = change(this.#queue);
  }

  /** What waits is still read; then the stream ends. */
  end(): void {
    this.#isEnded = true;
    this.#wake?.();
  }

  /** For one reader. Ends on `end()` and, dropping what waits, on abort. */
  async *read(signal: AbortSignal | undefined): AsyncGenerator<T, void, undefined> {
    const onAbort = (): void => this.#wake?.();
    signal?.addEventListener('abort', onAbort);
    try {
      let sent = 0;
      for (;;) {
        if (signal?.aborted === true) return;
        const item = this.#queue.shift();
        if (item === undefined) {
          if (this.#isEnded) return;
          await new Promise<void>((resolve) => {
            this.#wake = resolve;
          });
          this.#wake = null;
          continue;
        }
        yield item;
        if (++sent % yieldEvery === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#isEnded = true;
      this.#queue = [];
    }
  }
}
