/**
 * Rings the desk for one practice caller: the INVITE and everything until it is answered, refused, cancelled or lost
 * (RFC 3261 13.2 and 9.1). It must not decide what the caller does afterwards.
 */
import type { PracticeCallEndCause } from './practice-call.ts';
import type { LiveCall } from './live-call.ts';
import { TRANSACTION_TIMEOUT_MS } from './sip/client-transactions.ts';
import type { SipResponse } from '../sip/message.ts';
import { ALLOW } from './sip/methods.ts';

export interface RingPlan {
  readonly uri: string;
  readonly ringSeconds: number;
  /** The caller's address as the line asserts it (RFC 3325), e.g. `<sip:13800138000@practice.invalid>`. */
  readonly asserted: string;
}

export function ringDesk(call: LiveCall, plan: RingPlan): void {
  const attempt = new RingAttempt(call, plan);
  call.setUpBy((cause) => attempt.giveUp(cause));
  attempt.run().catch((error: unknown) => {
    call.host.log.warn({ call: call.id, error: String(error) }, 'practice ring failed');
    call.finish({ by: 'line', cause: 'failed' });
  });
}

class RingAttempt {
  readonly #call: LiveCall;
  readonly #plan: RingPlan;
  #invite: ReturnType<LiveCall['dialog']['request']> | undefined;
  #proceeding = false;
  #givenUp: PracticeCallEndCause | undefined;

  constructor(call: LiveCall, plan: RingPlan) {
    this.#call = call;
    this.#plan = plan;
  }

  async run(): Promise<void> {
    const call = this.#call;
    const offer = await call.audio.offer();
    if (call.over) return;
    const invite = call.dialog.request(
      'INVITE',
      [
        ['Contact', call.dialog.names.contact],
        ['Allow', ALLOW],
        ['Supported', 'replaces'],
        ['P-Asserted-Identity', this.#plan.asserted],
        ['User-Agent', 'Linewarden practice line'],
        ['Content-Type', 'application/sdp'],
      ],
      offer,
    );
    this.#invite = invite;
    call.timers.after(this.#plan.ringSeconds * 1000, () => this.giveUp('no-answer'));
    call.host.transactions.start(
      call.wire,
      invite,
      {
        provisional: (response) => this.#provisional(response),
        final: (response) => this.#final(response, invite.seq),
        failed: (cause) => call.finish({ by: 'line', cause: cause === 'transport' ? 'desk-lost' : 'failed' }),
      },
      (response) => call.dialog.ackRefusal(invite, this.#plan.uri, response),
    );
  }

  giveUp(cause: PracticeCallEndCause): void {
    if (this.#givenUp !== undefined) return;
    this.#givenUp = cause;
    if (this.#invite === undefined) this.#call.finish({ by: 'caller', cause });
    else if (this.#proceeding) this.#sendCancel();
    // Otherwise RFC 3261 9.1 makes the CANCEL wait for a provisional response.
  }

  #sendCancel(): void {
    const call = this.#call;
    if (this.#invite === undefined) return;
    call.timers.clear();
    // 9.1: a desk that never answers the cancelled INVITE is waited for no longer than 64 × T1.
    call.timers.after(TRANSACTION_TIMEOUT_MS, () => call.finish({ by: 'caller', cause: this.#givenUp ?? 'cancelled' }));
    call.host.transactions.start(call.wire, call.dialog.cancel(this.#invite, this.#plan.uri, []), {
      final: () => undefined,
      failed: () => undefined,
    });
  }

  #provisional(response: SipResponse): void {
    if (!this.#proceeding) {
      this.#proceeding = true;
      if (this.#givenUp !== undefined) this.#sendCancel();
    }
    if (response.status > 100) this.#call.ringing();
  }

  #final(response: SipResponse, inviteSeq: number): void {
    const call = this.#call;
    if (response.status >= 300) {
      if (this.#givenUp !== undefined && response.status === 487) call.finish({ by: 'caller', cause: this.#givenUp });
      else call.finish({ by: 'desk', cause: 'refused', status: response.status, reason: response.reason });
      return;
    }
    call.dialog.confirm(response);
    call.wire.send(call.dialog.ack(inviteSeq));
    if (call.over || this.#givenUp !== undefined) {
      // The 200 crossed our CANCEL (or came after we stopped waiting): the session exists and is ended at once.
      call.request('BYE');
      call.finish({ by: 'caller', cause: this.#givenUp ?? 'cancelled' });
      return;
    }
    this.#accept(response.body).catch((error: unknown) =>
      call.hangUp({ by: 'line', cause: 'failed', reason: String(error) }),
    );
  }

  async #accept(answer: string): Promise<void> {
    const negotiated = await this.#call.audio.acceptAnswer(answer);
    if (negotiated.ok) this.#call.establish();
    else this.#call.hangUp({ by: 'line', cause: 'failed', reason: `answer: ${negotiated.fault}` });
  }
}
