/**
 * The line of this desk: connects to the first server that answers, registers, proves that it stays reachable, and comes
 * back after every loss with back-off and jitter. Tells the truth about it as a LineState. One user agent lives through
 * all of that, so that calls and their dialogs survive a dropped WebSocket. Knows nothing of calls or of ownership.
 *
 * Every few seconds it proves that calls arrive (`line-proof.ts`); at a server that is not the first it looks for a better one.
 *
 *   connecting ──200 to REGISTER──▶ registered ──lost / silent / refresh failed──▶ retrying ──▶ registered …
 *        │ 401, 403, 404 with credentials                                             │
 *        └────────────────────────────▶ refused (until `retry` or new settings) ◀─────┘
 */
import {
  SIPExtension,
  UserAgent,
  UserAgentState,
  type Invitation,
  type Notification,
  type SessionDescriptionHandlerFactory,
} from 'sip.js';
import type { LineState } from '../../core/contract/phone.ts';
import type { Registration as Account } from '../../core/contract/session.ts';
import { lineBackOff, waitBefore } from './back-off.ts';
import { within, type Clock } from './clock.ts';
import { FailBack } from './fail-back.ts';
import { KeepAlive } from './keep-alive.ts';
import { LineProof, type Proof } from './line-proof.ts';
import { LineStanding } from './line-standing.ts';
import { LineTransport, type LineTransportOptions, type SocketFactory } from './line-transport.ts';
import { troubleOf, type AttemptFailure, type Trouble } from './line-trouble.ts';
import { mark } from './marks.ts';
import { Registration } from './registration.ts';
import { SessionIntervals, type Agreement } from './session-intervals.ts';

export interface LineOptions {
  readonly account: Account;
  readonly instance: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly createSocket: SocketFactory;
  readonly isOnline: () => boolean;
  readonly mediaFactory: SessionDescriptionHandlerFactory;
  /** how often it is proved that calls arrive, and how often by test calls too; 0 = never */
  readonly proofs: { readonly everyMs: () => number; readonly byCallEveryMs: () => number };
  /** seconds that a call of ours asks for between its refreshes (RFC 4028); 0 = never asks */
  readonly sessionSeconds: () => number;
  readonly onAgreed: (callId: string, agreement: Agreement | null) => void;
  /** no call lives: the line may move to another server */
  readonly isIdle: () => boolean;
  readonly onState: (state: LineState) => void;
  /** registered again after a loss: live calls must tell the far end where they are now, and where the audio goes on a new network */
  readonly onRestored: (isNetworkNew: boolean) => void;
  /** `arrivedAt`: `performance.now()` of the INVITE at the WebSocket, before it was parsed */
  readonly onInvite: (invitation: Invitation, arrivedAt: number) => void;
  /** outside of any call */
  readonly onNotify: (notification: Notification) => void;
  readonly onSipIn: (message: string) => void;
  readonly onSipOut: (message: string) => void;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}

/**
 * How long a server may take to be reached and to register. A server that has just started takes connections before it answers
 * on them: after a loss it is not waited for as long as a slow network at the start, and longer at each attempt.
 */
export function patienceMs(attempt: number, isBack: boolean): number {
  return isBack ? Math.min(longestMs, 1500 * 2 ** attempt) : longestMs;
}
const longestMs = 4000;
/** Networks announce a change several times over. */
const kickGapMs = 1500;

type Kick = 'retry' | 'network';

export class Line {
  readonly userAgent: UserAgent;
  readonly #options: LineOptions;
  readonly #transport: LineTransport;
  readonly #keepAlive: KeepAlive;
  readonly #proof: LineProof;
  readonly #standing = new LineStanding();
  readonly #failBack: FailBack;
  #registration: Registration | null = null;
  #state: LineState;
  #isStopped = false;
  #endWait: ((kick: Kick) => void) | null = null;
  #endRegistered: ((failure: AttemptFailure) => void) | null = null;
  #kickedAt = Number.NEGATIVE_INFINITY;
  #isNetworkNew = false;

  constructor(options: LineOptions) {
    this.#options = options;
    const { account, clock } = options;
    const uri = UserAgent.makeURI(`sip:${account.user}@${account.domain}`);
    if (uri === undefined) throw new Error(`not an address of record: ${account.user}@${account.domain}`);
    const transportOptions: LineTransportOptions = {
      createSocket: options.createSocket,
      onMessage: (message) => {
        this.#proof.see(message);
        options.onSipIn(message);
      },
      onSent: options.onSipOut,
      onProblem: (message) => options.log('warn', message),
      hasDialog: (id) => this.userAgent.userAgentCore.dialogs.has(id),
      intervals: new SessionIntervals({ wantedSeconds: options.sessionSeconds, onAgreed: options.onAgreed }),
    };
    this.userAgent = new UserAgent({
      uri,
      displayName: account.displayName,
      authorizationUsername: account.authUser,
      authorizationPassword: account.password,
      transportConstructor: LineTransport,
      transportOptions,
      // attended transfer (RFC 3891): somebody may take the place of a far end of ours
      sipExtensionReplaces: SIPExtension.Supported,
      // screening comes before ringing: no 180 of its own accord
      sendInitialProvisionalResponse: false,
      noAnswerTimeout: 180,
      gracefulShutdown: false,
      sessionDescriptionHandlerFactory: options.mediaFactory,
      userAgentString: 'Linewarden',
      logBuiltinEnabled: false,
      logConfiguration: false,
      logLevel: 'warn',
      // the connector is told everything, whatever the level
      logConnector: (level, category, _label, content) => {
        if (level === 'warn' && content.endsWith('Dropping.')) this.#transport.noteDropped();
        if (level === 'warn' || level === 'error') options.log(level, `${category}: ${content.slice(0, 500)}`);
      },
      delegate: {
        onInvite: (invitation) => {
          if (!this.#proof.takes(invitation)) options.onInvite(invitation, this.#transport.arrivedAt);
        },
        onDisconnect: (error) => this.#lose({ kind: 'lost', detail: error?.message ?? 'disconnected' }),
        onNotify: (notification) => options.onNotify(notification),
        // Nobody would read it: saying 200 to it (SIP.js' default) would be a lie (RFC 3428 7)
        onMessage: (message) =>
          void message.reject({
            statusCode: 405,
            extraHeaders: ['Allow: ACK, CANCEL, INVITE, BYE, OPTIONS, INFO, NOTIFY'],
          }),
      },
    });
    this.#transport = this.userAgent.transport as LineTransport;
    this.#keepAlive = new KeepAlive({
      userAgent: this.userAgent,
      domain: account.domain,
      clock,
      heardAt: () => this.#transport.heardAt,
      onDead: () => this.#transport.abandon('no answer to the ping'),
    });
    this.#proof = new LineProof({
      userAgent: this.userAgent,
      clock,
      everyMs: options.proofs.everyMs,
      byCallEveryMs: options.proofs.byCallEveryMs,
      onProof: (proof) => this.#proved(proof),
      log: (message) => options.log('info', message),
    });
    this.#failBack = new FailBack({
      clock,
      createSocket: options.createSocket,
      isIdle: options.isIdle,
      onReachable: (server) => this.#lose({ kind: 'fail-back', detail: server }),
    });
    this.#state = { state: 'connecting', since: clock.now() };
  }

  get state(): LineState {
    return this.#state;
  }

  start(): void {
    this.#show(this.#state);
    this.#run().catch((error: unknown) => this.#options.log('error', `the line stopped: ${String(error)}`));
  }

  /** Un-registers and disconnects; where calls still live, only after `callsOver`. */
  async stop(callsOver: Promise<void> = Promise.resolve()): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#keepAlive.stop();
    this.#proof.stop();
    this.#failBack.stop();
    this.#endWait?.('retry');
    this.#endRegistered?.({ kind: 'lost', detail: 'stopped' });
    const registration = this.#registration;
    this.#registration = null;
    if (registration !== null)
      await (this.#transport.isConnected() ? registration.unregister() : registration.forget());
    await callsOver;
    await this.userAgent.stop();
  }

  /** Someone asked: also ends `refused`. */
  retry(): void {
    if (this.#state.state !== 'registered') this.#endWait?.('retry');
  }

  /** The network changed, or the machine woke up: the old connection may be dead without knowing it. */
  networkChanged(): void {
    const now = performance.now();
    if (now - this.#kickedAt < kickGapMs) return;
    this.#kickedAt = now;
    this.#isNetworkNew = true;
    if (this.#state.state === 'registered') this.#transport.abandon('the network changed');
    this.#endWait?.('network');
  }

  /** Does not wait for the next proof: something happened that may have cost the binding. */
  prove(): void {
    if (this.#state.state === 'registered') this.#proof.again();
  }

  /** Does the server answer now? A line that does not is found dead, and comes back by itself. */
  async answers(): Promise<boolean> {
    return this.#state.state === 'registered' && (await this.#keepAlive.check());
  }

  async #run(): Promise<void> {
    let attempt = 0;
    let lostAt: number | null = null;
    let isFirst = true;
    while (!this.#isStopped) {
      const result = await this.#tryServers(patienceMs(attempt, !isFirst));
      if (this.#isStopped) return;
      let failure: AttemptFailure;
      if (result.ok) {
        const { server } = this.#transport;
        this.#show({ state: 'registered', since: this.#options.clock.now(), server, ...this.#standing.renewed() });
        if (!isFirst) this.#options.onRestored(this.#isNetworkNew);
        isFirst = this.#isNetworkNew = false;
        attempt = 0;
        failure = await this.#untilLost(result.registration);
        if (this.#isStopped) return;
        // still reachable where it was: nothing to wait for, nothing to say
        if (failure.kind === 'fail-back') continue;
        lostAt = this.#options.clock.now();
      } else {
        failure = result.failure;
        attempt += 1;
      }
      lostAt ??= this.#options.clock.now();
      const trouble = troubleOf(failure, this.#options.isOnline());
      this.#options.log('warn', `line: ${trouble.trouble} (${trouble.detail})`);
      await this.#rest(trouble, failure, attempt, lostAt);
    }
  }

  async #tryServers(
    limitMs: number,
  ): Promise<{ ok: true; registration: Registration } | { ok: false; failure: AttemptFailure }> {
    let failure: AttemptFailure = { kind: 'connect', detail: 'no server configured', isTimeOut: false };
    for (const server of this.#options.account.servers) {
      this.#transport.server = server;
      const connected = await this.#connect(limitMs);
      if (this.#isStopped) return { ok: false, failure };
      if (connected !== null) {
        failure = connected;
        continue;
      }
      const registration = new Registration({
        userAgent: this.userAgent,
        domain: this.#options.account.domain,
        instance: this.#options.instance,
        clock: this.#options.clock,
        onFailed: (why) => this.#lose(why),
      });
      this.#registration = registration;
      const result = await registration.register(limitMs);
      if (result.ok) return { ok: true, registration };
      registration.forget();
      failure = result.failure;
      // the same password would be as wrong at the next server, and count there too
      if (troubleOf(failure, true).isFinal) break;
    }
    return { ok: false, failure };
  }

  async #connect(limitMs: number): Promise<AttemptFailure | null> {
    try {
      const connecting =
        this.userAgent.state === UserAgentState.Started ? this.userAgent.reconnect() : this.userAgent.start();
      await within(this.#options.clock, limitMs, connecting);
      return null;
    } catch (error) {
      const isTimeOut = error instanceof Error && 'code' in error && error.code === 'time-limit';
      if (isTimeOut) this.#transport.abandon('no connection in time');
      const detail = `${this.#transport.server}: ${error instanceof Error ? error.message : String(error)}`;
      return { kind: 'connect', detail, isTimeOut };
    }
  }

  async #untilLost(registration: Registration): Promise<AttemptFailure> {
    this.#keepAlive.start();
    this.#proof.start();
    const { servers } = this.#options.account;
    this.#failBack.start(servers.slice(0, servers.indexOf(this.#transport.server)));
    const failure = await new Promise<AttemptFailure>((resolve) => {
      this.#endRegistered = resolve;
      // it may have been lost between the 200 and here
      if (!this.#transport.isConnected()) resolve({ kind: 'lost', detail: 'connection lost' });
    });
    this.#endRegistered = null;
    this.#keepAlive.stop();
    this.#proof.stop();
    this.#failBack.stop();
    // one address of record never rings at two contacts of ours
    if (failure.kind === 'fail-back') await registration.unregister();
    else registration.forget();
    return failure;
  }

  #proved(proof: Proof): void {
    const { clock, log } = this.#options;
    const before = this.#standing.standing.proof;
    mark(proof.kind === 'proved' ? 'proved' : 'unproved', '');
    const remedy = this.#standing.take(proof, clock.now());
    if (proof.kind !== 'proved' && (before !== 'unproved' || remedy !== 'none')) log('warn', `line: ${proof.detail}`);
    if (this.#state.state === 'registered') this.#show({ ...this.#state, ...this.#standing.standing });
    switch (remedy) {
      case 'none':
        return;
      case 'renew':
        void this.#registration?.renew().then(() => this.#proof.again());
        return;
      case 'reconnect':
        this.#transport.abandon('calls do not arrive');
        return;
      default:
        remedy satisfies never;
    }
  }

  #lose(failure: AttemptFailure): void {
    this.#endRegistered?.(failure);
  }

  async #rest(trouble: Trouble, failure: AttemptFailure, attempt: number, since: number): Promise<void> {
    const { clock, random } = this.#options;
    if (trouble.isFinal) {
      this.#show({ state: 'refused', since: clock.now(), trouble: trouble.trouble, detail: trouble.detail });
      while ((await this.#wait(null)) !== 'retry');
      return;
    }
    const asked = failure.kind === 'status' ? (failure.retryAfterMs ?? 0) : 0;
    // At once after a loss, but not all desks in the same millisecond.
    const own = attempt === 0 ? Math.round(random() * 200) : waitBefore(attempt, lineBackOff, random());
    const ms = Math.max(asked, own);
    this.#show({
      state: 'retrying',
      since,
      attempt: attempt + 1,
      nextAt: clock.now() + ms,
      trouble: trouble.trouble,
      detail: trouble.detail,
    });
    await this.#wait(ms);
  }

  #wait(ms: number | null): Promise<Kick | 'time'> {
    return new Promise((resolve) => {
      const cancel = ms === null ? () => undefined : this.#options.clock.after(ms, () => done('time'));
      const done = (why: Kick | 'time'): void => {
        cancel();
        this.#endWait = null;
        resolve(why);
      };
      this.#endWait = done;
      if (this.#isStopped) done('retry');
    });
  }

  #show(state: LineState): void {
    this.#state = state;
    if (!this.#isStopped) this.#options.onState(state);
  }
}
