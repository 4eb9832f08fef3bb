/**
 * The honest line light: proves that what is sent to our own address of record comes back to us through the PBX. An OPTIONS
 * (RFC 3261 11) every few seconds, an INVITE now and then that nobody sees: it is cancelled as soon as it arrives. Tells what
 * came of it; must not register or reconnect by itself.
 */
import { UserAgent, type Invitation } from 'sip.js';
import type { Clock } from './clock.ts';

export type Proof =
  | { readonly kind: 'proved' }
  /** the PBX does not know where we are: our binding is gone */
  | { readonly kind: 'stale'; readonly detail: string; readonly isSilent: boolean }
  /** the PBX answers for us or refuses: nothing is known, and nothing to be mended */
  | { readonly kind: 'refused'; readonly detail: string };

export interface LineProofOptions {
  readonly userAgent: UserAgent;
  readonly clock: Clock;
  /** asked before each proof; 0 = no proofs */
  readonly everyMs: () => number;
  /** asked before each proof; 0 = none by calls */
  readonly byCallEveryMs: () => number;
  readonly onProof: (proof: Proof) => void;
  readonly log: (message: string) => void;
}

/** From here on silence means that it did not arrive; with the interval of 15 s a stale binding is seen within 20 s. */
export const proofLimitMs = 4000;
/** after the registration: the first minute belongs to calls that waited for it */
export const firstCallMs = 60_000;
/** the PBX was asked to cancel; it gets this long before the test call is refused by ourselves */
const cancelGraceMs = 2000;
/** so long after ours left, an unmarked call from ourselves is it */
const unmarkedMs = 15_000;
const header = 'X-Linewarden-Proof';

/** Pure: what a final answer means when the request itself never came to us. */
export function meaningOf(method: string, status: number, phrase: string): Proof {
  const detail = `${method} to ourselves: ${status} ${phrase}`.trim();
  // 404 and 480 from a registrar that took our REGISTER, 410, 430 (RFC 5626 11.6): no binding, or one that is dead
  return [404, 408, 410, 430, 480].includes(status)
    ? { kind: 'stale', detail, isSilent: false }
    : { kind: 'refused', detail };
}

export class LineProof {
  readonly #options: LineProofOptions;
  /** known to this page only: nobody else can make a call invisible */
  readonly #secret = crypto.randomUUID();
  readonly #waiting = new Map<string, () => void>();
  #cancelNext: (() => void) | null = null;
  #isRunning = false;
  /** null: this line has not been called yet */
  #calledAt: number | null = null;
  readonly #madeAt: number;
  #round = 0;

  constructor(options: LineProofOptions) {
    this.#options = options;
    this.#madeAt = options.clock.now();
  }

  /** Registered: the first proof leaves at once. */
  start(): void {
    this.stop();
    this.#isRunning = true;
    this.again();
  }

  stop(): void {
    this.#isRunning = false;
    this.#round += 1;
    this.#cancelNext?.();
    this.#cancelNext = null;
    this.#waiting.clear();
  }

  /** Does not wait for the rest of the interval: a binding was renewed. */
  again(): void {
    if (!this.#isRunning) return;
    this.#cancelNext?.();
    this.#round += 1;
    void this.#prove(this.#round);
  }

  /** Looks at every message that comes in, before it is parsed. */
  see(message: string): void {
    if (!message.startsWith('OPTIONS ') && !message.startsWith('INVITE ')) return;
    if (this.#waiting.size === 0 || !message.includes(this.#secret)) return;
    for (const [token, arrived] of this.#waiting) if (message.includes(token)) arrived();
  }

  /**
   * Is this INVITE our own test? Then it is dealt with here and nobody may see it. One that a back-to-back agent made anew
   * lost the header: while ours is under way, a call from our own user is it.
   */
  takes(invitation: Invitation): boolean {
    const { request } = invitation;
    const token = request.getHeader(header) ?? '';
    const isMarked = token.includes(this.#secret);
    const isFromUs =
      this.#calledAt !== null &&
      this.#options.clock.now() - this.#calledAt < unmarkedMs &&
      request.from.uri.user === this.#options.userAgent.configuration.uri.user;
    if (!isMarked && !isFromUs) return false;
    for (const [key, arrived] of this.#waiting) if (key.startsWith('call-')) arrived();
    this.#options.clock.after(cancelGraceMs, () => {
      invitation.reject({ statusCode: 486 }).catch(() => undefined);
    });
    return true;
  }

  async #prove(round: number): Promise<void> {
    const { clock, everyMs, onProof } = this.#options;
    const wait = everyMs();
    if (wait > 0) {
      const isCallDue = this.#isCallDue();
      const proof = await this.#byOptions();
      if (this.#round !== round) return;
      onProof(proof);
      // a test call to a line that is known to be broken would teach nothing
      if (isCallDue && this.#isCurrent(round) && proof.kind !== 'stale') {
        this.#calledAt = clock.now();
        const called = await this.#byCall();
        if (!this.#isCurrent(round)) return;
        // The OPTIONS was here a moment ago: a PBX that lets no test call through says nothing against that.
        if (called.kind === 'proved' || (proof.kind === 'refused' && called.kind === 'stale' && !called.isSilent))
          onProof(called);
        else this.#options.log(called.detail);
      }
    }
    if (this.#isCurrent(round)) this.#cancelNext = clock.after(wait > 0 ? wait : 15_000, () => this.again());
  }

  #isCallDue(): boolean {
    const { clock, byCallEveryMs } = this.#options;
    const every = byCallEveryMs();
    if (every === 0) return false;
    if (this.#calledAt === null) return clock.now() - this.#madeAt >= Math.min(firstCallMs, every);
    return clock.now() - this.#calledAt >= every;
  }

  /** onProof may have stopped or restarted everything. */
  #isCurrent(round: number): boolean {
    return this.#round === round;
  }

  #byOptions(): Promise<Proof> {
    return this.#send('OPTIONS', (settle, token) => {
      const { userAgentCore } = this.#options.userAgent;
      const told = ({ message }: { message: { statusCode?: number | undefined; reasonPhrase?: string | undefined } }) =>
        settle(meaningOf('OPTIONS', message.statusCode ?? 500, message.reasonPhrase ?? ''));
      userAgentCore.request(this.#request('OPTIONS', token), { onAccept: told, onReject: told, onRedirect: told });
    });
  }

  #byCall(): Promise<Proof> {
    return this.#send('INVITE', (settle, token) => {
      const { userAgentCore } = this.#options.userAgent;
      const told = ({ message }: { message: { statusCode?: number | undefined; reasonPhrase?: string | undefined } }) =>
        settle(meaningOf('INVITE', message.statusCode ?? 500, message.reasonPhrase ?? ''));
      const sent = userAgentCore.invite(this.#request('INVITE', token), {
        onReject: told,
        onRedirect: told,
        onAccept: (answer) => {
          // a mailbox, say
          answer.ack();
          answer.session.bye();
          told(answer);
        },
      });
      // RFC 3261 9.1. Whatever it proved: it must not go on ringing anywhere.
      return () => sent.cancel();
    });
  }

  /** Settles when it arrived here, when somebody answered it, or after the limit; `send` answers how to take it back. */
  #send(
    method: 'OPTIONS' | 'INVITE',
    send: (settle: (proof: Proof) => void, token: string) => (() => void) | void,
  ): Promise<Proof> {
    const token = `${method === 'INVITE' ? 'call-' : 'ping-'}${this.#secret}-${crypto.randomUUID()}`;
    return new Promise((resolve) => {
      let isFinal = false;
      let takeBack: (() => void) | void = undefined;
      const done = (proof: Proof, isAnswered: boolean): void => {
        isFinal ||= isAnswered;
        if (this.#waiting.delete(token)) {
          cancelLimit();
          if (!isFinal) takeBack?.();
        }
        resolve(proof);
      };
      const cancelLimit = this.#options.clock.after(proofLimitMs, () =>
        done(
          { kind: 'stale', detail: `${method} to ourselves: nothing arrived in ${proofLimitMs} ms`, isSilent: true },
          false,
        ),
      );
      this.#waiting.set(token, () => done({ kind: 'proved' }, false));
      takeBack = send((proof) => done(proof, true), token);
    });
  }

  #request(method: 'OPTIONS' | 'INVITE', token: string) {
    const { userAgentCore, configuration, contact } = this.#options.userAgent;
    const self = configuration.uri;
    return userAgentCore.makeOutgoingRequestMessage(
      method,
      self,
      self,
      self,
      // not SIP.js' own prefix: it answers 482 to whatever carries that
      { callId: crypto.randomUUID() },
      [`${header}: ${token}`, ...(method === 'INVITE' ? [`Contact: ${contact.toString()}`] : [])],
    );
  }
}
