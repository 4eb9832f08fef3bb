/**
 * Events of calls on their way to the desk service: in order, kept (beside the page, too) until acknowledged, sent again with
 * the same ids as long as it takes. Must not decide what happened, and must not let a dead desk service hold a call up.
 */
import { eventSchema } from '../../core/event/event.ts';
import { deskBackOff, waitBefore } from './back-off.ts';
import { pause, within, type Clock } from './clock.ts';
import type { PhoneDesk, PhoneEvent } from './phone-desk.ts';

/** An event as the phone makes it: desk, author and the number's key are added when it is sent. */
export type CallFact = PhoneEvent extends infer E
  ? E extends PhoneEvent
    ? Omit<E, 'desk' | 'author' | 'number'>
    : never
  : never;

export interface EventQueueOptions {
  readonly desk: Pick<PhoneDesk, 'hello' | 'report'>;
  readonly clock: Clock;
  readonly random: () => number;
  /** The number's key of a call, asked for until it is known; rejects while the desk service cannot be reached. */
  readonly numberOf: (call: string) => Promise<string>;
  /** called with how many are unsent, after each change */
  readonly onChange: (unsent: number) => void;
  /** outlives the page, until `drop` */
  readonly keep: (fact: CallFact) => void;
  readonly drop: (id: string) => void;
  readonly onProblem: (message: string) => void;
}

/** 5,000 events are some 1,700 calls without a desk service: days. Beyond it the oldest go, and the log says so. */
export const maxUnsent = 5000;
const batch = 64;
const sendLimitMs = 5000;

export class EventQueue {
  #waiting: CallFact[] = [];
  #sending = false;
  #stopped = false;
  #attempt = 0;
  /** so many are sent one by one, to find the one that is refused: those beside it must not go with it */
  #single = 0;
  #wake: (() => void) | null = null;
  readonly #options: EventQueueOptions;

  constructor(options: EventQueueOptions) {
    this.#options = options;
  }

  get unsent(): number {
    return this.#waiting.length;
  }

  add(fact: CallFact): void {
    this.#waiting.push(fact);
    // a call's first fact comes in the same turn as its caller is asked after, which must be kept with it
    queueMicrotask(() => {
      // it is among the newest, if at all: thousands may wait before it
      if (this.#waiting.lastIndexOf(fact) >= 0) this.#options.keep(fact);
    });
    this.#bound();
    this.#options.onChange(this.unsent);
    void this.#drain();
  }

  /** What a page before this one kept and did not send: older than all that is added here. */
  takeOver(facts: readonly CallFact[]): void {
    if (facts.length === 0) return;
    this.#options.onProblem(`${facts.length} events of a page that is gone are sent now`);
    this.#waiting.unshift(...facts);
    this.#bound();
    this.#options.onChange(this.unsent);
    void this.#drain();
  }

  #bound(): void {
    for (const lost of this.#waiting.splice(0, Math.max(0, this.#waiting.length - maxUnsent))) {
      this.#options.drop(lost.id);
      this.#options.onProblem(`event queue full: ${lost.type} of call ${lost.call} dropped`);
    }
  }

  /** The desk service is there again: do not wait for the back-off. */
  retryNow(): void {
    this.#wake?.();
  }

  stop(): void {
    this.#stopped = true;
    this.#wake?.();
  }

  async #drain(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#waiting.length > 0 && !this.#stopped) {
      const facts = this.#waiting.slice(0, this.#single > 0 ? 1 : batch);
      try {
        await within(this.#options.clock, sendLimitMs, this.#send(facts));
      } catch (error) {
        if (isRefusal(error)) {
          if (facts.length > 1) {
            this.#single = facts.length;
            continue;
          }
          // The desk service will never take it: keeping it would block all later events.
          this.#options.onProblem(`events refused by the desk service: ${String(error)}`);
          this.#forget(facts);
          continue;
        }
        this.#attempt += 1;
        if (this.#attempt === 1) this.#options.onProblem(`events not sent yet: ${String(error)}`);
        await this.#rest();
        continue;
      }
      this.#attempt = 0;
      this.#forget(facts);
    }
    this.#sending = false;
  }

  async #send(facts: readonly CallFact[]): Promise<void> {
    const { desk, person } = await this.#options.desk.hello();
    const events: PhoneEvent[] = [];
    for (const fact of facts) {
      const number = await this.#options.numberOf(fact.call);
      events.push({ ...fact, desk, author: person.name, number });
    }
    for (const event of events) eventSchema.parse(event);
    await this.#options.desk.report(events);
  }

  #forget(facts: readonly CallFact[]): void {
    this.#single = Math.max(0, this.#single - facts.length);
    const gone = new Set(facts.map((fact) => fact.id));
    for (const id of gone) this.#options.drop(id);
    this.#waiting = this.#waiting.filter((fact) => !gone.has(fact.id));
    this.#options.onChange(this.unsent);
  }

  async #rest(): Promise<void> {
    const ms = waitBefore(this.#attempt, deskBackOff, this.#options.random());
    await Promise.race([
      pause(this.#options.clock, ms),
      new Promise<void>((resolve) => {
        this.#wake = resolve;
      }),
    ]);
    this.#wake = null;
  }
}

/** A typed "this makes no sense" answer (BAD_REQUEST, INVALID) or our own schema: sending it again cannot help. */
function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('name' in error && (error.name === 'ZodError' || error.name === '$ZodError')) return true;
  return 'code' in error && (error.code === 'BAD_REQUEST' || error.code === 'INVALID');
}
