/**
 * Client transactions over a reliable transport (RFC 3261 17.1): requests are never retransmitted there, so only timers B
 * and F remain, and D and K are zero; it must not know calls or dialogs. A 2xx to INVITE belongs to the core, not here.
 */
import type { TimerSet } from '../clock.ts';
import type { SipResponse } from '../../sip/message.ts';

export interface Wire {
  readonly open: boolean;
  send(text: string): void;
}

/** What a transaction needs to know to build the ACK of a refused INVITE (RFC 3261 17.1.1.3). */
export interface ClientHandlers {
  provisional?(response: SipResponse): void;
  final(response: SipResponse): void;
  failed(cause: 'timeout' | 'transport'): void;
}

interface Running {
  readonly wire: Wire;
  readonly handlers: ClientHandlers;
  readonly ackFor: ((response: SipResponse) => string) | undefined;
  readonly stopTimer: () => void;
}

/** 64 × T1: timers B and F. */
export const TRANSACTION_TIMEOUT_MS = 32_000;

export class ClientTransactions {
  readonly #timers: TimerSet;
  readonly #running = new Map<string, Running>();

  constructor(timers: TimerSet) {
    this.#timers = timers;
  }

  /** `ackFor` is given for INVITE only. */
  start(
    wire: Wire,
    request: { readonly branch: string; readonly method: string; readonly text: string },
    handlers: ClientHandlers,
    ackFor?: (response: SipResponse) => string,
  ): void {
    const key = `${request.branch} ${request.method}`;
    if (!wire.open) {
      handlers.failed('transport');
      return;
    }
    const stopTimer = this.#timers.after(TRANSACTION_TIMEOUT_MS, () => this.#fail(key, 'timeout'));
    this.#running.set(key, { wire, handlers, ackFor, stopTimer });
    wire.send(request.text);
  }

  /** Whether the response belonged to a running transaction (RFC 3261 17.1.3: branch and CSeq method). */
  receive(wire: Wire, response: SipResponse): boolean {
    const key = `${response.branch} ${response.cseq.method}`;
    const running = this.#running.get(key);
    if (running === undefined || running.wire !== wire) return false;
    if (response.status < 200) {
      // A proceeding INVITE waits as long as it rings: only its caller may give up (17.1.1.2).
      if (running.ackFor !== undefined) running.stopTimer();
      running.handlers.provisional?.(response);
      return true;
    }
    running.stopTimer();
    this.#running.delete(key);
    if (running.ackFor !== undefined && response.status >= 300) wire.send(running.ackFor(response));
    running.handlers.final(response);
    return true;
  }

  wireLost(wire: Wire): void {
    for (const [key, running] of this.#running) if (running.wire === wire) this.#fail(key, 'transport');
  }

  clear(): void {
    for (const running of this.#running.values()) running.stopTimer();
    this.#running.clear();
  }

  #fail(key: string, cause: 'timeout' | 'transport'): void {
    const running = this.#running.get(key);
    if (running === undefined) return;
    running.stopTimer();
    this.#running.delete(key);
    running.handlers.failed(cause);
  }
}
