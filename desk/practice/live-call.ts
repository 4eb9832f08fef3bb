/**
 * One practice call and its life, for both directions: state, media, BYE both ways, and what the desk may ask within the
 * dialog. How a call comes about is in `ring-desk.ts` and `answer-desk.ts`; it must not read sockets or register anybody.
 */
import { TimerSet, type PracticeClock } from './clock.ts';
import { CallAudio } from './media/call-audio.ts';
import { isDigits } from './media/dtmf.ts';
import type { Heard } from './media/listener.ts';
import type {
  PracticeCall,
  PracticeCallEnd,
  PracticeCallEndCause,
  PracticeCallState,
  ReceivedDtmf,
} from './practice-call.ts';
import type { PracticeCaller } from './practice-caller.ts';
import { PracticeError } from './practice-error.ts';
import type { PracticeLog } from './practice-log.ts';
import type { ClientTransactions, Wire } from './sip/client-transactions.ts';
import type { Dialog } from './sip/dialog.ts';
import type { Header, SipResponse } from '../sip/message.ts';

/** What a call needs of the line round it. */
export interface CallHost {
  readonly clock: PracticeClock;
  readonly log: PracticeLog;
  readonly transactions: ClientTransactions;
  /** The socket that the desk is registered by at this moment. */
  currentWire(): Wire | undefined;
  changed(call: LiveCall): void;
}

export interface CallParts {
  readonly host: CallHost;
  readonly caller: PracticeCaller;
  readonly recording: Uint8Array;
  readonly direction: 'to-desk' | 'from-desk';
  readonly dialog: Dialog;
  readonly wire: Wire;
}

/** After the recording the caller waits this long for a word, then hangs up. */
const HANG_UP_AFTER_MS = 1000;
const MEDIA_LIMIT_MS = 15_000;
/** A desk that reconnects re-registers and re-INVITEs well within this; after it the caller has given up. */
const DESK_LOST_MS = 10_000;
const LONGEST_CALL_MS = 3_600_000;
const MAX_RECEIVED_KEYS = 256;

export class LiveCall implements PracticeCall {
  readonly callerId: string;
  readonly direction: 'to-desk' | 'from-desk';
  readonly answered: Promise<void>;
  readonly ended: Promise<PracticeCallEnd>;
  readonly host: CallHost;
  readonly caller: PracticeCaller;
  readonly dialog: Dialog;
  readonly audio: CallAudio;
  readonly timers: TimerSet;
  readonly #resolveAnswered: () => void;
  readonly #rejectAnswered: (error: PracticeError) => void;
  readonly #resolveEnded: (end: PracticeCallEnd) => void;
  readonly #received: ReceivedDtmf[] = [];
  #wire: Wire;
  #state: PracticeCallState;
  #cancelSetup: ((cause: PracticeCallEndCause) => void) | undefined;
  #stopLost: (() => void) | undefined;

  constructor({ host, caller, recording, direction, dialog, wire }: CallParts) {
    this.host = host;
    this.caller = caller;
    this.callerId = caller.id;
    this.direction = direction;
    this.dialog = dialog;
    this.#wire = wire;
    this.#state = { phase: direction === 'to-desk' ? 'calling' : 'ringing' };
    this.timers = new TimerSet(host.clock);
    const answered = Promise.withResolvers<void>();
    // Nobody need wait for an answer: an unobserved rejection must not end the process.
    answered.promise.catch(() => undefined);
    const ended = Promise.withResolvers<PracticeCallEnd>();
    [this.answered, this.#resolveAnswered, this.#rejectAnswered] = [
      answered.promise,
      answered.resolve,
      answered.reject,
    ];
    [this.ended, this.#resolveEnded] = [ended.promise, ended.resolve];
    this.audio = new CallAudio(recording, caller.hangsUp === 'never', host.clock, {
      finished: () => void this.timers.after(HANG_UP_AFTER_MS, () => this.bye()),
      digit: (key) => this.received({ key, by: 'rtp' }),
      failed: () => this.hangUp({ by: 'line', cause: 'no-media' }),
    });
  }

  get id(): string {
    return this.dialog.names.callId;
  }

  get state(): PracticeCallState {
    return this.#state;
  }

  get over(): boolean {
    return this.#state.phase === 'ended';
  }

  get receivedDtmf(): readonly ReceivedDtmf[] {
    return this.#received;
  }

  /** The socket to write to: the call's own, or after a reconnection the one that the desk registered by. */
  get wire(): Wire {
    return this.#wire.open ? this.#wire : (this.host.currentWire() ?? this.#wire);
  }

  bye(): void {
    if (this.#state.phase === 'established') this.hangUp({ by: 'caller', cause: 'hung-up' });
    else this.cancel();
  }

  cancel(): void {
    this.giveUp('cancelled');
  }

  heard(): Heard {
    return this.audio.heard();
  }

  async sendDtmf(digits: string): Promise<void> {
    if (!isDigits(digits)) throw new PracticeError('bad-digits', 'only 0-9, *, # and A-D, at most 32');
    if (this.#state.phase !== 'established') throw new PracticeError('not-established', 'the call is not established');
    await this.audio.sendDtmf(digits);
  }

  received(key: ReceivedDtmf): void {
    if (this.#received.length >= MAX_RECEIVED_KEYS) return;
    this.#received.push(key);
    this.host.changed(this);
  }

  /** Gives whoever sets the call up the means to end it before it is established. */
  setUpBy(cancel: (cause: PracticeCallEndCause) => void): void {
    this.#cancelSetup = cancel;
  }

  giveUp(cause: PracticeCallEndCause): void {
    if (this.#state.phase === 'calling' || this.#state.phase === 'ringing') this.#cancelSetup?.(cause);
  }

  ringing(): void {
    if (this.#state.phase === 'calling') this.#to({ phase: 'ringing' });
  }

  establish(): void {
    if (this.#state.phase !== 'calling' && this.#state.phase !== 'ringing') return;
    this.timers.clear();
    this.#to({ phase: 'established', onHold: !this.audio.sending });
    this.#resolveAnswered();
    this.audio.start();
    this.timers.after(LONGEST_CALL_MS, () => this.bye());
    this.timers.after(MEDIA_LIMIT_MS, () => {
      if (!this.audio.connected) this.hangUp({ by: 'line', cause: 'no-media' });
    });
  }

  /** After a re-INVITE: whether the desk holds the caller now. */
  renegotiated(): void {
    const onHold = !this.audio.sending;
    if (this.#state.phase === 'established' && this.#state.onHold !== onHold)
      this.#to({ phase: 'established', onHold });
  }

  /** Ends the call, with BYE where a dialog stands (RFC 3261 15.1.1). */
  hangUp(end: PracticeCallEnd): void {
    if (this.over) return;
    const { phase } = this.#state;
    // The called side must not send BYE before the ACK (15): there the INVITE is refused instead.
    if (phase === 'established' || (this.direction === 'to-desk' && this.dialog.remoteTag !== undefined)) {
      this.request('BYE');
    } else this.giveUp(end.cause);
    this.finish(end);
  }

  finish(end: PracticeCallEnd): void {
    if (this.over) return;
    const wasAnswered = this.#state.phase === 'established';
    this.timers.clear();
    this.#to({ phase: 'ended', end });
    this.audio.close().catch((error: unknown) => {
      this.host.log.warn({ call: this.id, error: String(error) }, 'practice media did not close cleanly');
    });
    const detail = `${end.cause} by ${end.by}`;
    if (!wasAnswered) this.#rejectAnswered(new PracticeError('not-answered', detail, end.status));
    this.#resolveEnded(end);
  }

  /** Sends a request within the dialog; only its failure is of interest, and only for the log. */
  request(method: string, headers: readonly Header[] = [], body = ''): void {
    this.host.transactions.start(this.wire, this.dialog.request(method, headers, body), {
      final: (response: SipResponse) => {
        // RFC 3261 12.2.1.2: 481 and 408 mean that the desk has no such dialog any more.
        if ((response.status === 481 || response.status === 408) && method !== 'BYE' && method !== 'NOTIFY') {
          this.finish({ by: 'desk', cause: 'hung-up', status: response.status });
        }
      },
      failed: (cause) => this.host.log.debug({ call: this.id, method, cause }, 'practice request failed'),
    });
  }

  /** A request of this call came by `wire`: after a reconnection that is a new one, and the call is found again. */
  heardBy(wire: Wire): void {
    this.#wire = wire;
    this.#stopLost?.();
    this.#stopLost = undefined;
  }

  wireLost(wire: Wire): void {
    if (wire !== this.#wire || this.over) return;
    if (this.#state.phase !== 'established') {
      this.finish({ by: 'line', cause: 'desk-lost' });
      return;
    }
    this.#stopLost = this.timers.after(DESK_LOST_MS, () => this.hangUp({ by: 'line', cause: 'desk-lost' }));
  }

  #to(state: PracticeCallState): void {
    this.#state = state;
    this.host.changed(this);
  }
}
