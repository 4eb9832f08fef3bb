/** All sessions of this phone and the commands on them; one line's INVITEs come in here. Knows neither views nor the line's state. */
import { Invitation, Inviter, type Session, type UserAgent } from 'sip.js';
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { PhoneCommand } from '../../core/contract/phone.ts';
import type { Line } from '../../core/event/line.ts';
import type { CallContext } from './call-context.ts';
import type { RecordedSound } from './call-recorder.ts';
import type { CallSession } from './call-session.ts';
import { IncomingCall, takeInvite } from './incoming-call.ts';
import { Conference } from './conference.ts';
import { answersItself } from './auto-answer.ts';
import { mark } from './marks.ts';
import { dial, OutgoingCall } from './outgoing-call.ts';
import { PhoneError } from './phone-error.ts';
import type { Agreement } from './session-intervals.ts';
import { Transfers } from './transfers.ts';

/** `consult` dials, which needs the line, and `record` is the recordings': see `phone.ts` */
export type CallCommand = Exclude<Extract<PhoneCommand, { call: string }>, { type: 'consult' | 'record' }>;

/** The agent hears the tone before the caller hears the agent. */
const autoAnswerAfterMs = 700;
/** Most verdicts are there by then, and a 180 or a refusal with them: only a call that waits longer is kept without one. */
const keepScreeningAfterMs = 25;
/** in a flood the disk has better things to do */
const maxKeptScreening = 40;

export class Calls {
  readonly #context: CallContext;
  readonly #sessions = new Map<string, CallSession>();
  /** hung up while the line was away: their BYE waits for it */
  readonly #owed = new Set<CallSession>();
  readonly #transfers: Transfers;
  #conference: Conference | null = null;
  #isLineUp = false;

  constructor(context: CallContext) {
    this.#context = context;
    this.#transfers = new Transfers({
      context,
      hangUp: (call) => this.#hangUp(call),
      resume: (call) => this.#resume(call),
    });
  }

  take(invitation: Invitation, line: Line, trustAsserted: boolean, arrivedAt: number): void {
    const call = takeInvite(invitation, {
      context: this.#context,
      line,
      trustAsserted,
      arrivedAt,
      onReleased: (released) => this.#released(released),
      replaced: this.#liveCallOf(invitation.replacee),
      onReplacing: (replacing, replaced) => void this.#replace(replacing, replaced),
      onRinging: (ringing, card) => this.#autoAnswer(ringing, card),
    });
    if (!call.isReleased) this.#sessions.set(call.id, call);
  }

  /** `consultFor`: the call that it asks about */
  async dial(number: string, userAgent: UserAgent, domain: string, line: Line, consultFor?: string): Promise<void> {
    if (consultFor !== undefined && this.#sessions.get(consultFor)?.state !== 'live')
      throw new PhoneError('no-such-call', consultFor);
    await this.#holdOthers(null);
    await dial(number, {
      context: this.#context,
      userAgent,
      domain,
      line,
      ...(consultFor === undefined ? {} : { consultFor }),
      onOpened: (call) => this.#sessions.set(call.id, call),
      onReleased: (released) => this.#released(released),
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
        this.#mute(call, command.muted);
        return;
      case 'hold':
        if (command.held) await this.#hold(call);
        else await this.#resume(call);
        return;
      case 'transfer':
        this.#transfers.blind(call, command.number);
        return;
      case 'complete-transfer':
        this.#completeTransfer(call);
        return;
      case 'conference':
        if (command.on) await this.#confer();
        else await this.#split(call);
        return;
      case 'dtmf':
        call.dtmf(command.tones);
        return;
      default:
        command satisfies never;
    }
  }

  endConference(): void {
    const members = this.#conference?.members ?? [];
    for (const { id } of [...members]) {
      const call = this.#sessions.get(id);
      if (call !== undefined && call.state !== 'ended') this.#hangUp(call);
    }
  }

  /** null: the call is gone, or there is no sound of it yet */
  soundOf(call: string): RecordedSound | null {
    const session = this.#sessions.get(call);
    return session?.state === 'live' ? session.sound.recorded : null;
  }

  /** In a conference everybody hears it. */
  async announce(call: string, play: (into: AudioNode) => Promise<void>, isAlone: boolean): Promise<void> {
    if (this.#conference?.members.some(({ id }) => id === call) === true) await this.#conference.announce(play);
    else await this.#sessions.get(call)?.sound.announce(play, isAlone);
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
  restored(isNetworkNew: boolean): void {
    for (const call of this.#owed) call.bye().catch(() => undefined);
    this.#owed.clear();
    for (const call of this.#sessions.values()) void call.comeBack(isNetworkNew);
  }

  setSpeaker(speaker: string | null): void {
    for (const call of this.#sessions.values()) call.sound.setSpeaker(speaker);
  }

  setVolume(volume: number): void {
    for (const call of this.#sessions.values()) call.sound.setVolume(volume);
  }

  replaceMicrophone(): void {
    const track = this.#conference === null ? null : this.#context.microphone.track();
    if (track !== null) this.#conference?.speak(track);
    for (const call of this.#sessions.values())
      if (call.state === 'live' || call.state === 'answering' || call.state === 'dialling')
        call.sound.replaceMicrophone();
  }

  /** The phone stops: every far end has its answer or its BYE before this returns. */
  endAll(): void {
    for (const call of this.#sessions.values()) this.#hangUp(call);
  }

  /** Marks the 200 to an INVITE at the moment it was given to the WebSocket; keeps what a page after this one needs to end a call. */
  noteSent(message: string): void {
    if (message.startsWith('INVITE ')) {
      // before the far end can have it
      this.#keepRinging(message);
      return;
    }
    if (message.startsWith('SIP/2.0 180')) {
      // the disk may wait: nothing stands between INVITE and card
      this.#context.clock.after(0, () => this.#keepRinging(message));
      return;
    }
    if (message.startsWith('SIP/2.0 100')) {
      if (this.#sessions.size <= maxKeptScreening)
        this.#context.clock.after(keepScreeningAfterMs, () => this.#keepRinging(message));
      return;
    }
    if (!message.startsWith('SIP/2.0 200')) return;
    for (const call of this.#sessions.values())
      if (call instanceof IncomingCall && call.isAnswering && message.includes(call.invitation.request.callId))
        mark('ok-sent', call.id);
  }

  /** The interval within which somebody must say that a call still lives (RFC 4028). */
  sessionAgreed(callId: string, agreement: Agreement | null): void {
    for (const call of this.#sessions.values())
      if (callIdOf(call.session) === callId) call.sessionTimer.agree(agreement);
  }

  #keepRinging(message: string): void {
    // a re-INVITE belongs to a dialog that is kept already
    if (message.startsWith('INVITE ') && /^To:.*;tag=/im.test(message)) return;
    for (const call of this.#sessions.values())
      if (callIdOf(call.session) !== null && message.includes(`${callIdOf(call.session)}\r\n`))
        call.keepRinging(message);
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

  #liveCallOf(session: Session | undefined): CallSession | null {
    if (session === undefined) return null;
    return [...this.#sessions.values()].find((call) => call.session === session && call.state === 'live') ?? null;
  }

  /** Attended transfer seen from the target: the caller takes the place of whoever asked. */
  async #replace(replacing: IncomingCall, replaced: CallSession): Promise<void> {
    try {
      await replacing.answer();
      // SIP.js sends the BYE with the 200
      replaced.end('caller', null);
      await this.#holdOthers(replacing);
    } catch (error) {
      this.#context.log('warn', `call ${replacing.id} did not take over: ${String(error)}`);
      if (replacing.state === 'ringing') replacing.refuse('network', 480, 'Temporarily Unavailable');
    }
  }

  #autoAnswer(call: IncomingCall, card: CallerCard | null): void {
    const { book, clock, duty, log, beep } = this.#context;
    const isBusy = (): boolean => book.living.some((each) => each.id !== call.id);
    if (!answersItself(card, duty.policy) || isBusy()) return;
    book.change(call.id, { autoAnswered: true });
    beep();
    clock.after(autoAnswerAfterMs, () => {
      if (call.state !== 'ringing' || isBusy()) return;
      call.answer().catch((error: unknown) => log('warn', `call ${call.id} not answered by itself: ${String(error)}`));
    });
  }

  #completeTransfer(call: CallSession): void {
    const consult = [...this.#sessions.values()].find((each) => each.view?.consultFor === call.id);
    if (consult === undefined) throw new PhoneError('no-such-call', 'consultation');
    this.#endConference();
    this.#transfers.complete(call, consult);
  }

  #mute(call: CallSession, muted: boolean): void {
    call.mute(muted);
    if (this.#conference?.members.some(({ id }) => id === call.id) !== true) return;
    for (const { id } of this.#conference.members) this.#context.book.change(id, { muted });
    this.#conference.isMuted = muted;
  }

  /** All live calls are heard by each other. */
  async #confer(): Promise<void> {
    const live = [...this.#sessions.values()].filter(({ state }) => state === 'live');
    if (live.length < 2) throw new PhoneError('wrong-state', 'one call');
    this.#endConference();
    for (const call of live) await call.hold(false);
    const members = live.filter(({ state }) => state === 'live');
    const track = this.#context.microphone.track();
    if (members.length < 2 || track === null) {
      track?.stop();
      throw new PhoneError(track === null ? 'no-microphone' : 'wrong-state', 'conference');
    }
    this.#conference = new Conference(
      this.#context.audioContext(),
      track,
      members.map(({ sound }) => sound),
    );
    this.#conference.isMuted = members.some(({ view }) => view?.muted === true);
    for (const { id } of members) this.#context.book.change(id, { conference: true });
  }

  async #split(keep: CallSession): Promise<void> {
    this.#endConference();
    await this.#holdOthers(keep);
  }

  #endConference(): void {
    const conference = this.#conference;
    this.#conference = null;
    conference?.stop();
    for (const { id } of conference?.members ?? []) this.#context.book.change(id, { conference: false });
  }

  /** In a conference everybody is held: one of them alone would go on talking with the others. */
  async #hold(call: CallSession): Promise<void> {
    const members = this.#conference?.members ?? [];
    this.#endConference();
    if (members.some(({ id }) => id === call.id)) await this.#holdOthers(call);
    await call.hold(true);
  }

  async #resume(call: CallSession): Promise<void> {
    await this.#holdOthers(call);
    await call.hold(false);
  }

  #released(call: CallSession): void {
    this.#sessions.delete(call.id);
    if (this.#conference?.members.some(({ id }) => id === call.id) === true) {
      const left = this.#conference.members.filter(({ id }) => id !== call.id);
      this.#endConference();
      // three of four go on
      if (left.length > 1) this.#confer().catch((error: unknown) => this.#context.log('warn', String(error)));
    }
    const asked = call.view?.consultFor ?? null;
    const caller = asked === null ? undefined : this.#sessions.get(asked);
    if (caller?.state !== 'live') return;
    const transfer = caller.view?.transfer?.state;
    const isBusy = [...this.#sessions.values()].some(({ state }) => state === 'dialling' || state === 'answering');
    const talks = [...this.#sessions.values()].some(({ view }) => view?.call.state === 'live' && !view.call.held);
    // nobody to ask any more: back to the caller, who waits
    if (transfer !== 'asked' && transfer !== 'ringing' && !isBusy && !talks)
      this.#resume(caller).catch((error: unknown) => this.#context.log('warn', String(error)));
  }

  /** Only one call talks. Not being able to hold another is no reason not to go on. */
  async #holdOthers(except: CallSession | null): Promise<void> {
    this.#endConference();
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

function callIdOf(session: Session): string | null {
  return session instanceof Invitation || session instanceof Inviter ? session.request.callId : null;
}
