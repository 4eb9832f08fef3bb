/**
 * What the desk service knows of the callers: asked once at INVITE, asked again when tags or lists change while the call
 * lives, and once more for calls that nobody could judge because the desk service was away.
 */
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { ScreenInput } from '../../core/contract/calls.ts';
import type { Change } from '../../core/contract/session.ts';
import { deskBackOff, waitBefore } from './back-off.ts';
import type { CallBook } from './call-book.ts';
import { pause, within, type Clock } from './clock.ts';
import type { PhoneDesk } from './phone-desk.ts';

export interface CardsOptions {
  readonly desk: Pick<PhoneDesk, 'screen' | 'card' | 'changes'>;
  readonly book: CallBook;
  readonly clock: Clock;
  readonly random: () => number;
  /** the desk service is (again) there */
  readonly onDesk: () => void;
  readonly onSettings: () => void;
  /** this machine's addresses changed */
  readonly onNetwork: () => void;
  readonly log: (message: string) => void;
}

/** What is known of a call's number: its key, or at least the headers to ask by. */
export interface KnownCall {
  readonly number: string | null;
  readonly input: ScreenInput;
}

interface Asked {
  readonly input: ScreenInput;
  card: Promise<CallerCard> | null;
  number: string | null;
}

const answerLimitMs = 5000;
/** as many as the queue holds events, of which every call that is over has two: what is older has none left */
const maxAsked = 5000;
/** Topics that change what a card says; `calls` would answer our own events. */
const topics: ReadonlySet<Change['topic']> = new Set(['tags', 'lists', 'contacts', 'numbers']);

export class Cards {
  readonly #options: CardsOptions;
  readonly #asked = new Map<string, Asked>();
  readonly #refreshing = new Map<string, 'running' | 'again'>();
  readonly #abort = new AbortController();

  constructor(options: CardsOptions) {
    this.#options = options;
  }

  start(): void {
    void this.#follow();
  }

  stop(): void {
    this.#abort.abort();
  }

  /** The judged card; one question a call however often it is asked, and a new one after a failure. */
  screen(input: ScreenInput): Promise<CallerCard> {
    const asked: Asked = this.#asked.get(input.call) ?? { input, card: null, number: null };
    this.#asked.set(input.call, asked);
    if (this.#asked.size > maxAsked) this.#dropOldest();
    asked.card ??= this.#ask(asked);
    return asked.card;
  }

  /** The key of the call's number, for its events. */
  async numberOf(call: string): Promise<string> {
    const asked = this.#asked.get(call);
    if (asked === undefined) throw new Error(`call ${call} is not known`);
    if (asked.number !== null) return asked.number;
    const card = await this.screen(asked.input);
    // the desk service came back while the call lives: its card was missing
    if (this.#options.book.get(call)?.card === null) this.#options.book.setCard(call, card);
    return card.number.key;
  }

  known(call: string): KnownCall | null {
    const asked = this.#asked.get(call);
    return asked === undefined ? null : { number: asked.number, input: asked.input };
  }

  /** A call of a page that is gone, as that page knew it. */
  know(call: string, { number, input }: KnownCall): void {
    if (!this.#asked.has(call)) this.#asked.set(call, { input, card: null, number });
  }

  /** All events are sent: what is known of calls that are over is needed no more. */
  prune(): void {
    const living = new Set(this.#options.book.calls.map(({ id }) => id));
    for (const call of this.#asked.keys()) if (!living.has(call)) this.#asked.delete(call);
  }

  /** A flood while the desk service is away. */
  #dropOldest(): void {
    for (const call of this.#asked.keys())
      if (this.#options.book.get(call) === undefined) {
        this.#asked.delete(call);
        return;
      }
  }

  async #ask(asked: Asked): Promise<CallerCard> {
    try {
      const card = await within(this.#options.clock, answerLimitMs, this.#options.desk.screen(asked.input));
      asked.number = card.number.key;
      return card;
    } catch (error) {
      asked.card = null;
      throw error;
    }
  }

  async #follow(): Promise<void> {
    const { clock, random, desk, log } = this.#options;
    for (let attempt = 1; !this.#abort.signal.aborted; attempt += 1) {
      try {
        const stream = await within(clock, answerLimitMs, desk.changes(this.#abort.signal));
        attempt = 0;
        this.#options.onDesk();
        this.#refreshAll(() => true);
        for await (const { topic, numbers } of stream) {
          if (topic === 'settings') this.#options.onSettings();
          if (topic === 'network') this.#options.onNetwork();
          if (topics.has(topic)) this.#refreshAll((number) => numbers.length === 0 || numbers.includes(number));
        }
      } catch (error) {
        if (!this.#abort.signal.aborted && attempt === 1) log(`changes: ${String(error)}`);
      }
      if (!this.#abort.signal.aborted) await pause(clock, waitBefore(attempt + 1, deskBackOff, random()));
    }
  }

  #refreshAll(concerns: (number: string) => boolean): void {
    for (const { id, number, card } of this.#options.book.living) {
      if (number === null || card === null) void this.numberOf(id).catch(() => undefined);
      else if (concerns(number)) void this.#refresh(id, number);
    }
  }

  /** One question at a time for a call; a change meanwhile makes it ask once more. */
  async #refresh(call: string, number: string): Promise<void> {
    if (this.#refreshing.has(call)) {
      this.#refreshing.set(call, 'again');
      return;
    }
    this.#refreshing.set(call, 'running');
    try {
      do {
        this.#refreshing.set(call, 'running');
        const card = await within(this.#options.clock, answerLimitMs, this.#options.desk.card({ call, number }));
        this.#options.book.setCard(call, card);
      } while (this.#refreshing.get(call) === 'again');
    } catch (error) {
      this.#options.log(`card of ${call}: ${String(error)}`);
    } finally {
      this.#refreshing.delete(call);
    }
  }
}
