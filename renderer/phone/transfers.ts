/**
 * Hands a call's far end to somebody else: blind, attended (asked first), or semi-attended (while the asked one still rings).
 * Until it has succeeded the call stays ours: whatever goes wrong, the caller is back with the agent.
 */
import { SessionState, UserAgent, type URI } from 'sip.js';
import type { Transfer } from '../../core/contract/phone.ts';
import type { CallContext } from './call-context.ts';
import type { CallSession } from './call-session.ts';
import { pause } from './clock.ts';
import { dialTarget } from './dial-target.ts';
import { OutgoingCall } from './outgoing-call.ts';
import { PhoneError } from './phone-error.ts';
import { refer } from './refer.ts';

export interface TransfersOptions {
  readonly context: CallContext;
  /** brings a held call back and holds the others */
  readonly resume: (call: CallSession) => Promise<void>;
  readonly hangUp: (call: CallSession) => void;
}

/** A cancelled consultation is given so long to be gone, so that the target does not ring twice at once. */
const cancelLimitMs = 2000;
/** The target ends the consultation itself when the caller takes its place; else we do. */
const replacedLimitMs = 1500;

export class Transfers {
  readonly #options: TransfersOptions;

  constructor(options: TransfersOptions) {
    this.#options = options;
  }

  /** Resolves when it is under way; how it goes stands in the call's `transfer`. */
  blind(call: CallSession, number: string): void {
    this.#requireFree(call);
    const address = dialTarget(number, call.session.userAgent.configuration.uri.host);
    const target = address === null ? undefined : UserAgent.makeURI(address);
    if (target === undefined) throw new PhoneError('bad-number', number.slice(0, 64));
    void this.#run(call, 'blind', number, () => this.#refer(call, target));
  }

  /** `consult`: the call in which somebody was asked, live or still ringing there. */
  complete(call: CallSession, consult: CallSession): void {
    this.#requireFree(call);
    const to = consult.view?.shown.display ?? '';
    if (consult.state === 'live') {
      void this.#run(call, 'attended', to, async () => {
        const result = await this.#refer(call, consult.session);
        if (!result.ok) return result;
        await pause(this.#options.context.clock, replacedLimitMs);
        if (consult.state !== 'ended') this.#options.hangUp(consult);
        return result;
      });
      return;
    }
    if (consult.state !== 'dialling' || !(consult instanceof OutgoingCall))
      throw new PhoneError('wrong-state', consult.state);
    const { target } = consult;
    // RFC 3891 3: an early dialog cannot be replaced from our side, so the consultation goes and the caller rings there itself
    void this.#run(call, 'semi-attended', to, async () => {
      this.#options.hangUp(consult);
      for (let waited = 0; consult.session.state !== SessionState.Terminated && waited < cancelLimitMs; waited += 50)
        await pause(this.#options.context.clock, 50);
      return this.#refer(call, target);
    });
  }

  #requireFree(call: CallSession): void {
    const state = call.view?.transfer?.state;
    if (call.state !== 'live') throw new PhoneError('wrong-state', call.state);
    if (state === 'asked' || state === 'ringing') throw new PhoneError('wrong-state', 'transfer');
  }

  #refer(call: CallSession, target: URI | CallSession['session']): ReturnType<typeof refer> {
    return refer({
      session: call.session,
      target,
      clock: this.#options.context.clock,
      onRinging: () => this.#show(call, 'ringing', null),
    });
  }

  async #run(
    call: CallSession,
    kind: Transfer['kind'],
    to: string,
    act: () => ReturnType<typeof refer>,
  ): Promise<void> {
    const { context, hangUp, resume } = this.#options;
    context.book.change(call.id, { transfer: { to, kind, state: 'asked', status: null } });
    const result = await act();
    if (result.ok) {
      this.#show(call, 'done', null);
      // it may have ended by the far end's own BYE
      if (call.state !== 'ended') hangUp(call);
      return;
    }
    context.log('info', `call ${call.id} not transferred: ${String(result.status)}`);
    this.#show(call, 'failed', result.status);
    if (call.state === 'live') await resume(call).catch((error: unknown) => context.log('warn', String(error)));
  }

  #show(call: CallSession, state: Transfer['state'], status: number | null): void {
    const transfer = call.view?.transfer;
    if (transfer) this.#options.context.book.change(call.id, { transfer: { ...transfer, state, status } });
  }
}
