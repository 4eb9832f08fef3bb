/** A caller card and a stream as specs need them. For unit tests only. */
import type { CallerCard } from '../../../core/call/caller-card.ts';
import type { Verdict } from '../../../core/judge/verdict.ts';

export function sampleCard(key: string, part: Partial<Verdict> = {}): CallerCard {
  return {
    number: { kind: 'mobile', key, display: key },
    place: null,
    carrier: null,
    claimedName: '',
    contact: null,
    list: null,
    history: { calls: 0, answered: 0, blocked: 0, last: null },
    tags: [],
    verdict: {
      action: 'ring',
      warn: false,
      status: null,
      risk: { score: 45, band: 'normal' },
      factors: [],
      trace: [],
      listEntry: null,
      policyVersion: 1,
      ...part,
    },
    at: 1,
  };
}

/** A stream that a spec feeds and ends. */
export class Feed<T> implements AsyncIterable<T> {
  #waiting: T[] = [];
  #isEnded = false;
  #wake: () => void = () => undefined;

  push(item: T): void {
    this.#waiting.push(item);
    this.#wake();
  }
  end(): void {
    this.#isEnded = true;
    this.#wake();
  }
  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    for (;;) {
      const item = this.#waiting.shift();
      if (item !== undefined) yield item;
      else if (this.#isEnded) return;
      else
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
    }
  }
}
