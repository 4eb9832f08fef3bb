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

  /**
   * For one reader. Ends on `end()` and, dropping what waits, when the reader leaves or the signal aborts. `onLeft` runs
   * once in any case: a generator of its own would not run its `finally` for a reader that left before it first read.
   */
  read(signal: AbortSignal | undefined, onLeft: () => void): AsyncGenerator<T, void, undefined> {
    const inner = this.#drain();
    let hasLeft = false;
    const leave = (): void => {
      if (hasLeft) return;
      hasLeft = true;
      signal?.removeEventListener('abort', leave);
      this.#queue = [];
      this.end();
      onLeft();
    };
    const result = async (step: Promise<IteratorResult<T, void>>): Promise<IteratorResult<T, void>> => {
      const item = await step;
      if (item.done === true) leave();
      return item;
    };
    if (signal?.aborted === true) leave();
    else signal?.addEventListener('abort', leave);
    const reader: AsyncGenerator<T, void, undefined> = {
      next: () => result(inner.next()),
      return: () => {
        leave();
        return inner.return();
      },
      throw: (error: unknown) => {
        leave();
        return inner.throw(error);
      },
      [Symbol.asyncIterator]: () => reader,
      [Symbol.asyncDispose]: async () => {
        await reader.return();
      },
    };
    return reader;
  }

  async *#drain(): AsyncGenerator<T, void, undefined> {
    let sent = 0;
    for (;;) {
      const item = this.#queue.shift();
      if (item !== undefined) {
        yield item;
        if (++sent % yieldEvery === 0) await new Promise((resolve) => setImmediate(resolve));
        continue;
      }
      if (this.#isEnded) return;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = null;
    }
  }
}
