/** All sessions of this phone and the commands on them; one line's INVITEs come in here. Knows neither views nor the line's state. */
import type { Invitation, UserAgent } from 'sip.js';
import type { PhoneCommand } from '../../core/contract/phone.ts';
import type { Line } from '../../core/event/line.ts';
import type { CallContext } from './call-context.ts';
import type { CallSession } from './call-session.ts';
import { IncomingCall, takeInvite } from './incoming-call.ts';
import { mark } from './marks.ts';
import { dial, OutgoingCall } from './outgoing-call.ts';
import { PhoneError } from './phone-error.ts';

export type CallCommand = Extract<PhoneCommand, { call: string }>;

export class Calls {
  readonly #context: CallContext;
  readonly #sessions = new Map<string, CallSession>();
  /** hung up while the line was away: their BYE waits for it */
  readonly #owed = new Set<CallSession>();
  #isLineUp = false;

  constructor(context: CallContext) {
    this.#context = context;
  }

  take(invitation: Invitation, line: Line, trustAsserted: boolean, arrivedAt: number): void {
    const call = takeInvite(invitation, {
      context: this.#context,
      line,
      trustAsserted,
      arrivedAt,
      onReleased: (released) => this.#sessions.delete(released.id),
    });
    if (!call.isReleased) this.#sessions.set(call.id, call);
  }

  async dial(number: string, userAgent: UserAgent, domain: string, line: Line): Promise<void> {
    await this.#holdOthers(null);
    await dial(number, {
      context: this.#context,
      userAgent,
      domain,
      line,
      onOpened: (call) => this.#sessions.set(call.id, call),
      onReleased: (released) => this.#sessions.delete(released.id),
    });
  }

  async command(command: CallCommand): Promise<void> {
    const call = this.#sessions.get(command.call);
    if (call === undefined) throw new PhoneError('no-such-call', command.call);
    switch (command.type) {
      case 'answer':
        if (!(call instanceof IncomingCall)) throw new PhoneError('wrong-state', 'outgoing');
        await call.answer();
        await this.#holdOthers(call);
        return;
      case 'decline':
        this.#refuse(call, 486, 'Busy Here');
        return;
      case 'reject-nuisance':
        // a person decided: RFC 8197; cause 21 = call rejected
        this.#refuse(call, 607, 'Unwanted', ['Reason: Q.850;cause=21']);
        return;
      case 'hang-up':
        this.#hangUp(call);
        return;
      case 'mute':
        call.mute(command.muted);
        return;
      case 'hold':
        if (!command.held) await this.#holdOthers(call);
        await call.hold(command.held);
        return;
      case 'dtmf':
        call.dtmf(command.tones);
        return;
      default:
        command satisfies never;
    }
  }

  lineUp(): void {
    this.#isLineUp = true;
    for (const call of this.#sessions.values()) call.lineLost(false);
  }

  lineDown(): void {
    this.#isLineUp = false;
    for (const call of this.#sessions.values()) call.lineLost(true);
  }

  /** The line is back after a loss. */
  restored(): void {
    for (const call of this.#owed) call.bye().catch(() => undefined);
    this.#owed.clear();
    for (const call of this.#sessions.values()) void call.refresh();
  }

  setSpeaker(speaker: string | null): void {
    for (const call of this.#sessions.values()) call.setSpeaker(speaker);
  }

  replaceMicrophone(): void {
    for (const call of this.#sessions.values())
      if (call.state === 'live' || call.state === 'answering' || call.state === 'dialling') call.replaceMicrophone();
  }

  /** The phone stops: every far end has its answer or its BYE before this returns. */
  endAll(): void {
    for (const call of this.#sessions.values()) this.#hangUp(call);
  }

  /** Marks the 200 to an INVITE at the moment it was given to the WebSocket. */
  noteSent(message: string): void {
    if (!message.startsWith('SIP/2.0 200')) return;
    for (const call of this.#sessions.values())
      if (call instanceof IncomingCall && call.isAnswering && message.includes(call.invitation.request.callId))
        mark('ok-sent', call.id);
  }

  #refuse(call: CallSession, status: number, phrase: string, headers?: string[]): void {
    if (!(call instanceof IncomingCall) || (call.state !== 'ringing' && call.state !== 'screening'))
      throw new PhoneError('wrong-state', call.state);
    call.refuse('agent', status, phrase, headers);
  }

  #hangUp(call: CallSession): void {
    switch (call.state) {
      case 'screening':
      case 'ringing':
      case 'answering':
        if (call instanceof IncomingCall) call.refuse('agent', 486, 'Busy Here');
        return;
      case 'dialling':
        if (!(call instanceof OutgoingCall)) return;
        // RFC 3261 9.1: the 487 comes when it comes; for the agent it is over
        call.end('agent', 487);
        call.cancel().catch((error: unknown) => this.#context.log('warn', `CANCEL: ${String(error)}`));
        return;
      case 'live':
        call.end('agent', null);
        if (this.#isLineUp) call.bye().catch((error: unknown) => this.#context.log('warn', `BYE: ${String(error)}`));
        else this.#owed.add(call);
        return;
      case 'ended':
        throw new PhoneError('wrong-state', 'ended');
      default:
        call.state satisfies never;
    }
  }

  /** Only one call talks. Not being able to hold another is no reason not to go on. */
  async #holdOthers(except: CallSession | null): Promise<void> {
    const others = [...this.#sessions.values()].filter((call) => {
      const state = call.view?.call;
      return call !== except && state?.state === 'live' && !state.held;
    });
    for (const other of others)
      await other
        .hold(true)
        .catch((error: unknown) => this.#context.log('warn', `call ${other.id} not held: ${String(error)}`));
  }
}
