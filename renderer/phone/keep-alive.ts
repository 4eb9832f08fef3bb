/**
 * Proves every ten seconds that the server still answers: an OPTIONS of our own with a limit of four seconds, since SIP.js'
 * keep-alive never looks for an answer and a transaction takes 32 s to fail (RFC 3261 17.1.2.2, Timer F).
 * Any answer, or any other message meanwhile, is a sign of life. Must not reconnect.
 */
import { UserAgent } from 'sip.js';
import type { Clock } from './clock.ts';

export const pingEveryMs = 10_000;
export const pingLimitMs = 4000;

export interface KeepAliveOptions {
  readonly userAgent: UserAgent;
  readonly domain: string;
  readonly clock: Clock;
  /** `performance.now()` of the last message that came in */
  readonly heardAt: () => number;
  readonly onDead: () => void;
}

export class KeepAlive {
  readonly #options: KeepAliveOptions;
  #cancelTick: (() => void) | null = null;
  #cancelLimit: (() => void) | null = null;
  readonly #asked: ((isAlive: boolean) => void)[] = [];

  constructor(options: KeepAliveOptions) {
    this.#options = options;
  }

  start(): void {
    this.stop();
    this.#cancelTick = this.#options.clock.every(pingEveryMs, () => this.ping());
  }

  stop(): void {
    this.#cancelTick?.();
    this.#cancelLimit?.();
    this.#cancelTick = this.#cancelLimit = null;
    this.#tell(false);
  }

  #tell(isAlive: boolean): void {
    for (const tell of this.#asked.splice(0)) tell(isAlive);
  }

  /** True as soon as the server answers, false when it did not in time: then `onDead` was called. */
  check(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#asked.push(resolve);
      this.ping();
    });
  }

  /** Also called on its own, after a wake or a change of network. */
  ping(): void {
    if (this.#cancelLimit !== null) return;
    const { userAgent, clock, heardAt, onDead, domain } = this.#options;
    const target = UserAgent.makeURI(`sip:${domain}`);
    if (target === undefined) return;
    const sentAt = performance.now();
    const cancelLimit = clock.after(pingLimitMs, () => {
      this.#cancelLimit = null;
      const isAlive = heardAt() >= sentAt;
      if (!isAlive) onDead();
      this.#tell(isAlive);
    });
    this.#cancelLimit = cancelLimit;
    const answered = (): void => {
      // that of an earlier ping, say SIP.js' own 408 after 32 s, tells nothing of this one
      if (this.#cancelLimit !== cancelLimit) return;
      // SIP.js makes up a 503 where nothing could be sent (RFC 3261 8.1.3.1): nobody answered, and the limit goes on
      if (heardAt() < sentAt) {
        this.#tell(false);
        return;
      }
      cancelLimit();
      this.#cancelLimit = null;
      this.#tell(true);
    };
    const { userAgentCore, configuration } = userAgent;
    const request = userAgentCore.makeOutgoingRequestMessage('OPTIONS', target, configuration.uri, target, {}, []);
    userAgentCore.request(request, { onAccept: answered, onReject: answered, onRedirect: answered });
  }
}
