/**
 * The calls as everyone sees them, and the one place where they change: applies the transitions of core/call, writes the
 * events that follow from them, and lets ended calls stay for five seconds. Knows no SIP and no media.
 */
import { ulid } from 'ulid';
import type { StoreApi } from 'zustand/vanilla';
import type { CallerCard } from '../../core/call/caller-card.ts';
import { transition, type CallEvent } from '../../core/call/call-transition.ts';
import type { CallState } from '../../core/call/call-state.ts';
import type { PhoneCall, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { CallQuality, QualityNow } from '../../core/quality/call-quality.ts';
import type { Line } from '../../core/event/line.ts';
import { eventVersion } from '../../core/event/event.ts';
import type { Clock } from './clock.ts';
import type { CallFact } from './event-queue.ts';

export interface CallBookOptions {
  readonly store: StoreApi<PhoneSnapshot>;
  readonly clock: Clock;
  readonly onFact: (fact: CallFact) => void;
  /** after the call has left the snapshot */
  readonly onForgotten: (call: string) => void;
}

export interface NewCall {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly line: Line;
  readonly display: string;
  readonly claimedName: string;
  readonly sipCallId: string;
  readonly consultFor?: string | null;
}

const lingerMs = 5000;
/** In a flood 500 calls would linger, and every snapshot would carry them all. */
const maxEnded = 20;

export class CallBook {
  readonly #options: CallBookOptions;

  constructor(options: CallBookOptions) {
    this.#options = options;
  }

  get calls(): readonly PhoneCall[] {
    return this.#options.store.getState().calls;
  }

  get(id: string): PhoneCall | undefined {
    return this.calls.find((call) => call.id === id);
  }

  /** calls that are not over */
  get living(): readonly PhoneCall[] {
    return this.calls.filter(({ call }) => call.state !== 'ended');
  }

  open(call: NewCall): void {
    const at = this.#options.clock.now();
    const state: CallState =
      call.direction === 'in' ? { state: 'screening', since: at } : { state: 'dialling', since: at, far: 'calling' };
    const entry: PhoneCall = {
      id: call.id,
      direction: call.direction,
      line: call.line,
      call: state,
      invitedAt: at,
      shown: { display: call.display, claimedName: call.claimedName },
      number: null,
      card: null,
      previousScore: null,
      muted: false,
      hearing: false,
      transfer: null,
      consultFor: call.consultFor ?? null,
      conference: false,
      autoAnswered: false,
      quality: null,
      recording: null,
      trouble: null,
    };
    this.#set([...this.calls, entry]);
    this.#options.onFact({
      ...this.#envelope(entry, at),
      type: 'call.started',
      data: {
        direction: call.direction,
        display: call.display,
        claimedName: call.claimedName,
        sipCallId: call.sipCallId.slice(0, 256),
      },
    });
  }

  /** false where the call is gone or the event makes no sense in its state */
  apply(id: string, event: CallEvent): boolean {
    const entry = this.get(id);
    if (entry === undefined) return false;
    const next = transition(entry.call, event);
    if (!next.ok) return false;
    const { state } = next;
    // what no longer holds once it is over must not stay on screen
    this.change(
      id,
      state.state === 'ended' ? { call: state, hearing: false, trouble: null, quality: null } : { call: state },
    );
    this.#report(entry, state);
    return true;
  }

  change(id: string, part: Partial<Omit<PhoneCall, 'id'>>): void {
    if (this.get(id) === undefined) return;
    this.#set(this.calls.map((call) => (call.id === id ? { ...call, ...part } : call)));
  }

  /** How it sounds now; views are told only of what they would show otherwise. */
  sounds(id: string, quality: QualityNow | null): void {
    const entry = this.get(id);
    if (entry?.call.state !== 'live' || JSON.stringify(entry.quality) === JSON.stringify(quality)) return;
    this.change(id, { quality });
  }

  /** How the whole call sounded, before its end is reported. */
  sounded(id: string, quality: CallQuality): void {
    const entry = this.get(id);
    if (entry === undefined || entry.call.state === 'ended') return;
    this.#options.onFact({ ...this.#envelope(entry, this.#options.clock.now()), type: 'call.quality', data: quality });
  }

  setCard(id: string, card: CallerCard): void {
    const entry = this.get(id);
    if (entry === undefined) return;
    const before = entry.card?.verdict.risk.score ?? null;
    const previousScore = before !== null && before !== card.verdict.risk.score ? before : entry.previousScore;
    this.change(id, { card, number: card.number.key, previousScore });
  }

  #report(entry: PhoneCall, state: CallState): void {
    if (state.state === 'live' && entry.call.state !== 'live')
      this.#options.onFact({
        ...this.#envelope(entry, state.since),
        type: 'call.answered',
        data: { ringMs: state.rangFor },
      });
    if (state.state !== 'ended') return;
    const { by, outcome, status, rangFor, talkedFor } = state;
    this.#options.onFact({
      ...this.#envelope(entry, state.since),
      type: 'call.ended',
      data: { by, outcome, status, ringMs: rangFor, talkMs: talkedFor },
    });
    this.#options.clock.after(lingerMs, () => {
      // in a flood newer ones have taken its place long ago: nothing changes, and nobody is told
      if (this.get(entry.id) !== undefined) this.#set(this.calls.filter(({ id }) => id !== entry.id));
      this.#options.onForgotten(entry.id);
    });
  }

  #envelope(
    { id, line }: PhoneCall,
    at: number,
  ): { v: typeof eventVersion; id: string; at: number; line: Line; call: string } {
    return { v: eventVersion, id: ulid(at), at, line, call: id };
  }

  #set(all: readonly PhoneCall[]): void {
    const ended = all.filter(({ call }) => call.state === 'ended');
    const tooMany = new Set(ended.slice(0, Math.max(0, ended.length - maxEnded)));
    const calls = tooMany.size === 0 ? [...all] : all.filter((call) => !tooMany.has(call));
    this.#options.store.setState({ calls, at: this.#options.clock.now() });
  }
}
