/**
 * One SIP session with its audio, in either direction, from its first message to its release: what both directions share.
 * How it comes about is the matter of `incoming-call.ts` and `outgoing-call.ts`.
 */
import { Core, Invitation, SessionState, type Session, type SessionDelegate } from 'sip.js';
import type { EndedBy } from '../../core/call/call-outcome.ts';
import type { PhoneCall } from '../../core/contract/phone.ts';
import type { CallContext } from './call-context.ts';
import type { CallMedia } from './call-media.ts';
import { CallSound } from './call-sound.ts';
import { pause } from './clock.ts';
import { watchMedia, type MediaWatch } from './media-watch.ts';
import { PathMender } from './path-mender.ts';
import { PhoneError } from './phone-error.ts';
import { sendReInvite } from './re-invite.ts';
import { SessionTimer } from './session-timer.ts';
import { maskNumber } from '../../core/number/format-number.ts';

export interface EndCause {
  readonly by: EndedBy;
  readonly status: number | null;
}

const comeBackAttempts = 12;
const comeBackGapMs = 2500;

export class CallSession {
  readonly id: string;
  readonly session: Session;
  readonly context: CallContext;
  readonly sessionTimer: SessionTimer;
  readonly sound: CallSound;
  #cause: EndCause | null = null;
  #release: (() => void)[] = [];
  #mediaTrouble: PhoneCall['trouble'] = null;
  #isLineLost = false;
  readonly #mender: PathMender;
  #isReleased = false;
  #watch: MediaWatch | null = null;
  readonly #onReleased: () => void;

  constructor(id: string, session: Session, context: CallContext, onReleased: () => void) {
    this.id = id;
    this.session = session;
    this.context = context;
    this.#onReleased = onReleased;
    this.sound = new CallSound(id, context, () => this.media);
    this.sessionTimer = new SessionTimer({
      clock: context.clock,
      refresh: () => void this.comeBack(false),
      expire: () => this.#expire(),
    });
    this.#mender = new PathMender({
      clock: context.clock,
      isLineLost: () => this.#isLineLost,
      lineAnswers: context.lineAnswers,
      mend: () => this.refresh(true),
    });
    session.stateChange.addListener((state) => {
      // An Inviter tells its response right after this: a microtask later the cause is known.
      if (state === SessionState.Terminated) queueMicrotask(() => this.#terminated());
    });
    session.delegate = this.#delegate();
  }

  get view(): PhoneCall | undefined {
    return this.context.book.get(this.id);
  }
  get state(): PhoneCall['call']['state'] {
    return this.view?.call.state ?? 'ended';
  }
  get media(): CallMedia {
    return this.context.mediaOf(this.session);
  }
  get isReleased(): boolean {
    return this.#isReleased;
  }

  /** Why it is about to end; the first cause counts. */
  because(by: EndedBy, status: number | null): void {
    this.#cause ??= { by, status };
  }

  /** Ends it for everyone who looks, and gives the audio back, whatever SIP still has to say. */
  end(by: EndedBy, status: number | null): void {
    this.because(by, status);
    this.#finish();
  }

  setTrouble(trouble: PhoneCall['trouble']): void {
    this.#mediaTrouble = trouble;
    this.#showTrouble();
  }

  lineLost(isLost: boolean): void {
    this.#isLineLost = isLost;
    if (this.state === 'live') this.#showTrouble();
  }

  /** Both ends agreed. */
  goLive(): void {
    const { book, clock } = this.context;
    if (!book.apply(this.id, { type: 'establish', at: clock.now() })) return;
    this.context.prepared.delete(this.id);
    // what was in the way of answering is out of it
    this.#mediaTrouble = null;
    this.#showTrouble();
    this.#keepDialog();
    this.sound.hear();
    const connection = this.media.peerConnection;
    if (connection === undefined) return;
    const watch = watchMedia({
      connection,
      clock,
      isSilenceExpected: () => this.#isHeld() || this.media.isHeldByFarEnd,
      arePausesAgreed: () => this.media.arePausesAgreed,
      onTrouble: (trouble) => {
        this.setTrouble(trouble);
        this.#mender.troubled(trouble);
      },
      onSuspicion: () => this.#mender.suspected(),
      onHearing: (hearing) => book.change(this.id, { hearing }),
      onQuality: (quality) => book.sounds(this.id, quality),
    });
    this.#watch = watch;
    this.#release.push(watch.stop);
    connection.addEventListener('connectionstatechange', () => {
      // a path that is silent both ways for 2.5 s is "disconnected" long before it has "failed"
      if (connection.connectionState === 'failed' || connection.connectionState === 'disconnected')
        this.#mender.broken();
    });
  }

  mute(muted: boolean): void {
    if (this.state === 'ended' || this.state === 'screening' || this.state === 'ringing')
      throw new PhoneError('wrong-state', this.state);
    this.context.book.change(this.id, { muted });
    this.sound.apply();
  }

  async hold(held: boolean): Promise<void> {
    if (this.state !== 'live') throw new PhoneError('wrong-state', this.state);
    if (this.#isHeld() === held) return;
    await this.#reInvite(() => held, false);
    this.context.book.apply(this.id, { type: 'hold', at: this.context.clock.now(), held });
    this.sound.apply();
  }

  dtmf(tones: string): void {
    if (this.state !== 'live' && this.state !== 'dialling') throw new PhoneError('wrong-state', this.state);
    const sender = this.media.dtmf;
    if (sender?.canInsertDTMF !== true) throw new PhoneError('failed', 'the far end takes no tones (RFC 4733)');
    sender.insertDTMF(sender.toneBuffer + tones, 120, 80);
  }

  /**
   * The line was lost and is back: tells the far end and the proxies where we are now (target refresh, RFC 3261 12.2.1.2),
   * with an ICE restart where the audio's path broke as well.
   */
  async refresh(isNetworkNew = false): Promise<boolean> {
    if (this.session.state !== SessionState.Established || this.state !== 'live') return true;
    // on a new network ICE itself finds out only after seconds of silence
    const isBroken = isNetworkNew || this.media.peerConnection?.connectionState !== 'connected';
    try {
      await this.#reInvite(() => this.#isHeld(), isBroken);
      return true;
    } catch (error) {
      this.context.log('warn', `call ${this.id} not refreshed: ${String(error)}`);
      return false;
    }
  }

  /** A re-INVITE that was under way when the line broke blocks the next for up to 32 s (Timer B, RFC 3261 17.1.1.2). */
  async comeBack(isNetworkNew: boolean): Promise<void> {
    for (let attempt = 1; attempt <= comeBackAttempts; attempt += 1) {
      if (await this.refresh(isNetworkNew)) return;
      await pause(this.context.clock, comeBackGapMs);
      // the next restoration begins anew
      if (this.#isLineLost) return;
    }
  }

  /** BYE now; resolves when it was sent. */
  async bye(): Promise<void> {
    if (this.session.state === SessionState.Established) await this.session.bye();
  }

  /** The same while nobody has answered: `sent` is our 180, our 100 before it, or our INVITE. */
  keepRinging(sent: string): void {
    const view = this.view;
    const isBefore180 = sent.startsWith('SIP/2.0 100');
    if (view === undefined || !(isBefore180 ? ['screening'] : ['ringing', 'dialling']).includes(view.call.state))
      return;
    this.context.keptDialogs.keepRinging({
      call: this.id,
      line: view.line,
      aor: this.session.userAgent.configuration.uri.toString(),
      shown: view.card?.number.display ?? view.shown.display,
      known: this.context.cards.known(this.id),
      since: view.call.since,
      sent,
    });
  }

  /** Should this page die, the next one ends the call. */
  #keepDialog(): void {
    const { dialog } = this.session;
    const view = this.view;
    if (!(dialog instanceof Core.Dialog) || view?.call.state !== 'live') return;
    this.context.keptDialogs.keep(dialog, {
      call: this.id,
      line: view.line,
      aor: this.session.userAgent.configuration.uri.toString(),
      // the next page tells it on a banner
      shown:
        view.card?.masked === true
          ? maskNumber(view.card.number.display)
          : (view.card?.number.display ?? view.shown.display),
      known: this.context.cards.known(this.id),
      rangFor: view.call.rangFor,
      answeredAt: view.call.since,
    });
  }

  async #reInvite(held: () => boolean, iceRestart: boolean): Promise<void> {
    const result = await sendReInvite(this.session, { held, iceRestart }, this.context.clock);
    if (result.ok) {
      // a re-INVITE may have moved the far end (target refresh, RFC 3261 12.2.1.2)
      this.#keepDialog();
      return;
    }
    // RFC 3261 12.2.1.2: the dialog does not exist any more
    if (result.status === 481 || result.status === 408) {
      this.because('network', result.status);
      await this.bye().catch(() => undefined);
      this.#finish();
    }
    throw new PhoneError('failed', `re-INVITE: ${result.status} ${result.phrase}`);
  }

  /** RFC 4028 10: nobody refreshed in time. */
  #expire(): void {
    if (this.#isReleased) return;
    this.context.log('warn', `call ${this.id}: its session expired`);
    this.because('network', 408);
    this.bye().catch((error: unknown) => this.context.log('warn', `BYE: ${String(error)}`));
    this.#finish();
  }

  #isHeld(): boolean {
    const call = this.view?.call;
    return call?.state === 'live' && call.held;
  }

  #showTrouble(): void {
    const trouble = this.#isLineLost && this.state === 'live' ? 'signalling-lost' : this.#mediaTrouble;
    if (this.state !== 'ended' && this.view?.trouble !== trouble) this.context.book.change(this.id, { trouble });
  }

  #terminated(): void {
    if (this.#cause === null && this.session instanceof Invitation && this.state === 'ringing')
      // SIP.js answered 480 after its no-answer time
      this.because('network', 480);
    this.because('network', null);
    this.#finish();
    this.context.closeMedia(this.session);
  }

  #finish(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.context.keptDialogs.drop(this.id);
    const { by, status } = this.#cause ?? { by: 'network', status: null };
    const quality = this.#watch?.quality() ?? null;
    if (quality !== null) this.context.book.sounded(this.id, quality);
    this.context.book.apply(this.id, { type: 'end', at: this.context.clock.now(), by, status });
    for (const release of this.#release) release();
    this.#release = [];
    this.#mender.stop();
    this.sessionTimer.stop();
    this.sound.stop();
    // An established session still needs its dialog for the BYE, but no audio any more.
    this.context.closeMedia(this.session);
    this.context.prepared.delete(this.id);
    this.#onReleased();
  }

  #delegate(): SessionDelegate {
    return {
      // with a delegate the 200 is ours to send
      onBye: (bye) => {
        this.because('caller', null);
        void bye.accept();
      },
      onCancel: (cancel) => {
        // RFC 3326 2: another desk answered the same call
        const isElsewhere = /SIP\s*;\s*cause\s*=\s*200/i.test(cancel.request.getHeader('Reason') ?? '');
        this.because(isElsewhere ? 'elsewhere' : 'caller', null);
      },
      // RFC 3515 2.4.2: nobody here asked to be sent elsewhere
      onRefer: (referral) => void referral.reject({ statusCode: 603, reasonPhrase: 'Decline' }),
      onInfo: (info) => void info.accept(),
      // RFC 6665 4.1.3: there is no subscription in this dialog
      onNotify: (notification) => void notification.reject({ statusCode: 481 }),
      onMessage: (message) => void message.reject({ statusCode: 488 }),
    };
  }
}
