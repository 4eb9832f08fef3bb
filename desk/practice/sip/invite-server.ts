/**
 * The server side of one INVITE (RFC 3261 17.2.1 and 13.3.1.4) over a reliable transport: it repeats its last response when
 * the INVITE comes again, repeats a 2xx until the ACK, and must end by itself when the ACK never comes.
 */
import type { TimerSet } from '../clock.ts';
import { writeReply, type ReplyParts, type SipRequest } from '../../sip/message.ts';
import { TRANSACTION_TIMEOUT_MS, type Wire } from './client-transactions.ts';

const T1_MS = 500;
const T2_MS = 4000;

type Phase = 'proceeding' | 'accepted' | 'completed' | 'ended';

export interface InviteServerHandlers {
  /** The ACK of a 2xx came. */
  confirmed(ack: SipRequest): void;
  /** A 2xx was never acknowledged: the session must be ended with BYE (13.3.1.4). */
  unconfirmed(): void;
  /** The desk cancelled before a final response (9.2); 487 has been sent. */
  cancelled(): void;
}

export class InviteServer {
  readonly request: SipRequest;
  readonly toTag: string;
  readonly #wire: Wire;
  readonly #timers: TimerSet;
  readonly #handlers: InviteServerHandlers;
  readonly #onEnd: () => void;
  #phase: Phase = 'proceeding';
  #last: string | undefined;
  #stopRepeat: (() => void) | undefined;
  #stopWait: (() => void) | undefined;

  constructor(
    wire: Wire,
    request: SipRequest,
    toTag: string,
    timers: TimerSet,
    handlers: InviteServerHandlers,
    onEnd: () => void,
  ) {
    this.request = request;
    this.toTag = toTag;
    this.#wire = wire;
    this.#timers = timers;
    this.#handlers = handlers;
    this.#onEnd = onEnd;
  }

  get answered(): boolean {
    return this.#phase !== 'proceeding';
  }

  respond(status: number, reason: string, parts: Omit<ReplyParts, 'toTag'> = {}): void {
    if (this.#phase !== 'proceeding') return;
    const text = writeReply(this.request.headers, status, reason, { ...parts, toTag: this.toTag });
    this.#last = text;
    this.#wire.send(text);
    if (status < 200) return;
    this.#phase = status < 300 ? 'accepted' : 'completed';
    // 13.3.1.4: the 2xx is repeated whatever the transport, since proxies on the way may not be reliable.
    if (this.#phase === 'accepted') this.#repeat(text, T1_MS);
    // 64 × T1 for the ACK: timer H, or the end of the 2xx's repetition.
    this.#stopWait = this.#timers.after(TRANSACTION_TIMEOUT_MS, () => {
      const accepted = this.#phase === 'accepted';
      this.end();
      if (accepted) this.#handlers.unconfirmed();
    });
  }

  repeated(): void {
    if (this.#last !== undefined) this.#wire.send(this.#last);
  }

  acknowledged(ack: SipRequest): void {
    const accepted = this.#phase === 'accepted';
    if (!accepted && this.#phase !== 'completed') return;
    this.end();
    if (accepted) this.#handlers.confirmed(ack);
  }

  /** RFC 3261 9.2: a CANCEL has no effect on an INVITE that has its final response. */
  cancel(): void {
    if (this.#phase !== 'proceeding') return;
    this.respond(487, 'Request Terminated');
    this.#handlers.cancelled();
  }

  end(): void {
    this.#phase = 'ended';
    this.#stopRepeat?.();
    this.#stopWait?.();
    this.#onEnd();
  }

  #repeat(text: string, interval: number): void {
    this.#stopRepeat = this.#timers.after(interval, () => {
      this.#wire.send(text);
      this.#repeat(text, Math.min(interval * 2, T2_MS));
    });
  }
}
