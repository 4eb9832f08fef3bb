/**
 * Unsent events kept beside the page, so that a page that dies while the desk service is away loses nothing: the next page
 * of this desk sends them, with the same ids. (Sending twice is harmless, so it does not matter whether the other page is
 * really dead.) One entry an event: keeping costs the same however many wait. Sends nothing itself.
 */
import { z } from 'zod';
import { phoneEventSchema, screenInputSchema } from '../../core/contract/calls.ts';
import type { KnownCall } from './cards.ts';
import type { CallFact } from './event-queue.ts';

export interface KeptEventsOptions {
  /** shared by the pages of one origin; null where there is none */
  readonly storage: Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'> | null;
  readonly page: string;
  readonly log: (message: string) => void;
}

/** A fact and what the next page needs to send it. */
export interface KeptFact<K = KnownCall> {
  readonly fact: CallFact;
  readonly known: K;
}

const prefix = 'linewarden-event:';

/** desk, author and number are added when it is sent */
const withoutSender = { desk: '', author: '', number: '' };
const keptSchema = z.object({
  fact: z.preprocess(
    (fact) => (typeof fact === 'object' ? { ...fact, ...withoutSender } : fact),
    phoneEventSchema.transform((event) => {
      const { desk: _desk, author: _author, number: _number, ...fact } = event as CallFact & typeof withoutSender;
      return fact;
    }),
  ),
  known: z.object({ number: z.string().max(64).nullable(), input: screenInputSchema }).nullable(),
});

export class KeptEvents {
  readonly #options: KeptEventsOptions;
  /** event id → where it is kept */
  readonly #keys = new Map<string, string>();
  #count = 0;
  #isRefused = false;

  constructor(options: KeptEventsOptions) {
    this.#options = options;
  }

  keep(kept: KeptFact<KnownCall | null>): void {
    // in the order of their making, also among the events of one millisecond
    const key = `${prefix}${this.#options.page}:${String(this.#count).padStart(9, '0')}`;
    this.#count += 1;
    try {
      this.#options.storage?.setItem(key, JSON.stringify(kept));
      this.#keys.set(kept.fact.id, key);
      this.#isRefused = false;
    } catch (error) {
      // a full or forbidden storage costs only what this is for
      if (!this.#isRefused) this.#options.log(`events not kept: ${String(error)}`);
      this.#isRefused = true;
    }
  }

  /** It is sent, or will never be. */
  drop(id: string): void {
    const key = this.#keys.get(id);
    if (key === undefined) return;
    this.#keys.delete(id);
    this.#options.storage?.removeItem(key);
  }

  /** What other pages have not sent, in the order of each page. They stay kept until they are dropped here. */
  takeOver(): readonly KeptFact[] {
    const { storage, page } = this.#options;
    if (storage === null) return [];
    const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at)).filter(
      (key): key is string => key?.startsWith(prefix) === true && !key.startsWith(`${prefix}${page}:`),
    );
    const facts: KeptFact<KnownCall | null>[] = [];
    const known = new Map<string, KnownCall>();
    for (const key of keys.toSorted()) {
      const kept = this.#read(key);
      if (kept === null) {
        storage.removeItem(key);
        continue;
      }
      this.#keys.set(kept.fact.id, key);
      facts.push(kept);
      // what was known last is known best
      if (kept.known !== null) known.set(kept.fact.call, kept.known);
    }
    return facts.flatMap(({ fact }) => {
      const call = known.get(fact.call);
      if (call !== undefined) return [{ fact, known: call }];
      this.#options.log(`${fact.type} of call ${fact.call}: nobody knows its number any more`);
      this.drop(fact.id);
      return [];
    });
  }

  #read(key: string): KeptFact<KnownCall | null> | null {
    try {
      return keptSchema.parse(JSON.parse(this.#options.storage?.getItem(key) ?? ''));
    } catch (error) {
      this.#options.log(`a kept event cannot be read: ${String(error).slice(0, 200)}`);
      return null;
    }
  }
}
