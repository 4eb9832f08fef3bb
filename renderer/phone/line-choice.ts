/**
 * Which line is up: starts the account that this desk holds, changes over to another one when no call lives any more, lets go
 * of it when another tab takes it. Knows the desk service only as the owner of accounts; must not know views or commands.
 */
import type { Session } from 'sip.js';
import type { StoreApi } from 'zustand/vanilla';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { Registration as Account } from '../../core/contract/session.ts';
import type { AgentDuty } from './agent-duty.ts';
import type { CallBook } from './call-book.ts';
import type { CallMedia } from './call-media.ts';
import type { Calls } from './calls.ts';
import type { Cards } from './cards.ts';
import { pause, type Clock } from './clock.ts';
import type { EventQueue } from './event-queue.ts';
import type { KeptDialogs } from './kept-dialogs.ts';
import { LineDiagnosis } from './line-diagnosis.ts';
import type { SocketFactory } from './line-transport.ts';
import { Line } from './line.ts';
import { answerNotify } from './message-waiting.ts';
import { endOrphans } from './orphan-calls.ts';
import type { LogLevel, PhoneDesk } from './phone-desk.ts';
import { redact } from './sip-trace.ts';

export interface LineChoiceOptions {
  readonly desk: Pick<PhoneDesk, 'whyNoLine' | 'sipTrace'>;
  readonly store: StoreApi<PhoneSnapshot>;
  readonly clock: Clock;
  /** UUID that outlives a reload of this page (RFC 5626 `+sip.instance`) */
  readonly instance: string;
  readonly createSocket: SocketFactory;
  readonly book: CallBook;
  readonly calls: Calls;
  readonly cards: Cards;
  readonly queue: EventQueue;
  readonly kept: KeptDialogs;
  readonly duty: AgentDuty;
  readonly mediaOf: (session: Session) => CallMedia;
  readonly log: (level: LogLevel, message: string) => void;
}

export class LineChoice {
  readonly #options: LineChoiceOptions;
  readonly #unsubscribe: () => void;
  #account: Account | null = null;
  #waiting: Account | null = null;
  #line: Line | null = null;
  #isStopped = false;

  constructor(options: LineChoiceOptions) {
    this.#options = options;
    this.#unsubscribe = options.store.subscribe(({ calls }, before) => {
      if (calls !== before.calls) this.#callsChanged();
    });
  }

  get account(): Account | null {
    return this.#account;
  }
  get line(): Line | null {
    return this.#line;
  }

  /** The desk service says: this line is ours, and this is how to register. */
  held(account: Account): void {
    const { store, duty, book } = this.#options;
    const isOtherLine = store.getState().lineKind !== account.line;
    store.setState({ hotline: account.hotline, lineKind: account.line });
    if (isOtherLine) void duty.restore();
    const isSame = this.#line !== null && this.#account !== null && isSameLine(this.#account, account);
    if (isSame) {
      this.#account = account;
      this.#waiting = null;
      // another tab may have had the line meanwhile, and with it our binding
      this.#line?.prove();
      return;
    }
    // A call is worth more than new settings: they wait for its end.
    if (this.#line !== null && book.living.length > 0) {
      this.#waiting = account;
      return;
    }
    this.#switch(account);
  }

  /** Another tab owns the line: its calls are let end, then the connection goes. */
  elsewhere(by: string): void {
    const line = this.#line;
    this.#line = null;
    this.#waiting = null;
    this.#options.store.setState({ line: { state: 'elsewhere', by } });
    line
      ?.stop(this.#callsOver())
      .catch((error: unknown) => this.#options.log('warn', `line not stopped: ${String(error)}`));
  }

  /** The REGISTER that removes our binding leaves before the first await. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe();
    await this.#line?.stop();
  }

  #switch(account: Account): void {
    const { store, clock, duty, book, calls, kept, cards, queue, log } = this.#options;
    const old = this.#line;
    this.#waiting = null;
    this.#account = account;
    const diagnosis = new LineDiagnosis({
      look: () => (account.line === 'main' ? this.#options.desk.whyNoLine() : Promise.resolve(null)),
      onFound: () => {
        if (this.#line === line) store.setState({ line: diagnosis.refine(line.state) });
      },
    });
    const line = new Line({
      account,
      instance: this.#options.instance,
      clock,
      random: Math.random,
      createSocket: this.#options.createSocket,
      isOnline: () => navigator.onLine,
      proofs: {
        // a practice line has no PBX between itself and itself
        everyMs: () => (account.line === 'main' ? duty.policy.proveLineEverySeconds * 1000 : 0),
        byCallEveryMs: () => (duty.policy.proveLineByCall ? duty.policy.proveLineByCallEverySeconds * 1000 : 0),
      },
      sessionSeconds: () => (account.line === 'main' ? duty.policy.sessionExpiresSeconds : 0),
      onAgreed: (callId, agreement) => calls.sessionAgreed(callId, agreement),
      isIdle: () => book.living.length === 0,
      mediaFactory: (session) => this.#options.mediaOf(session),
      onState: (state) => {
        if (this.#line !== line) return;
        store.setState({ line: diagnosis.refine(state) });
        if (state.state === 'registered') {
          calls.lineUp();
          if (state.proof === 'pending') void endOrphans(line.userAgent, { kept, store, cards, queue, clock });
        } else if (state.state !== 'connecting') calls.lineDown();
      },
      onRestored: (isNetworkNew) => calls.restored(isNetworkNew),
      onInvite: (invitation, arrivedAt) =>
        calls.take(invitation, account.line, (this.#account ?? account).trustAssertedIdentity, arrivedAt),
      onNotify: (notification) => answerNotify(notification, (voicemail) => store.setState({ voicemail })),
      onSipIn: (message) => this.#trace('in', message),
      onSipOut: (message) => {
        calls.noteSent(message);
        this.#trace('out', message);
      },
      log,
    });
    this.#line = line;
    void this.#startAfter(line, old);
  }

  /** Un-registers first, so that one address of record never rings at two contacts of ours; but a dead server may not delay it. */
  async #startAfter(line: Line, old: Line | null): Promise<void> {
    const { clock, log } = this.#options;
    const stopping = old?.stop().catch((error: unknown) => log('warn', `old line: ${String(error)}`));
    if (stopping !== undefined) await Promise.race([stopping, pause(clock, 1500)]);
    if (this.#line === line && !this.#isStopped) line.start();
  }

  #callsOver(): Promise<void> {
    const { book, store } = this.#options;
    return new Promise((resolve) => {
      const look = (): boolean => {
        if (book.living.length > 0) return false;
        resolve();
        return true;
      };
      if (look()) return;
      const unsubscribe = store.subscribe(() => {
        if (look()) unsubscribe();
      });
    });
  }

  #callsChanged(): void {
    const { book, clock } = this.#options;
    if (this.#waiting === null || book.living.length > 0) return;
    const account = this.#waiting;
    // the BYE of the last call goes first
    clock.after(0, () => {
      if (!this.#isStopped && this.#waiting === account && book.living.length === 0) this.#switch(account);
    });
  }

  #trace(direction: 'in' | 'out', message: string): void {
    if (this.#account?.sipTrace !== true) return;
    this.#options.desk.sipTrace({ direction, message: redact(message) }).catch(() => undefined);
  }
}

/** Does a changed account need another registration? Trace, hotline and the trust in identities do not. */
function isSameLine(a: Account, b: Account): boolean {
  return registrationKey(a) === registrationKey(b);
}

function registrationKey({
  sipTrace: _trace,
  hotline: _hotline,
  trustAssertedIdentity: _trust,
  ...rest
}: Account): string {
  return JSON.stringify(rest);
}
