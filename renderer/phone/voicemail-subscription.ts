/**
 * Asks the PBX for the messages waiting (SUBSCRIBE, RFC 3842) where the policy wants it: once the line is up, refreshed by SIP.js,
 * anew after each loss of the line, ended with the phone. Many PBXs tell it unasked, which `message-waiting.ts` reads.
 */
import { Subscriber, SubscriptionState, type UserAgent } from 'sip.js';
import { waitBefore } from './back-off.ts';
import type { Clock } from './clock.ts';
import { answerNotify, type MessageSummary } from './message-waiting.ts';

export interface VoicemailSubscriptionOptions {
  readonly clock: Clock;
  readonly random: () => number;
  /** the line where it is registered; null: there is none, or nobody wants it asked */
  readonly userAgent: () => UserAgent | null;
  readonly onSummary: (summary: MessageSummary) => void;
  readonly log: (message: string) => void;
}

const expiresS = 3_600;
const retry = { firstMs: 30_000, maxMs: 1_800_000 };

export class VoicemailSubscription {
  readonly #options: VoicemailSubscriptionOptions;
  #current: Subscriber | null = null;
  #cancelRetry: (() => void) | null = null;
  #attempt = 0;

  constructor(options: VoicemailSubscriptionOptions) {
    this.#options = options;
  }

  /** The line came up, or the policy changed. The old subscription went with the connection. */
  renew(): void {
    this.#attempt = 0;
    this.#begin();
  }

  /** Says that nobody listens any more (Expires: 0); leaves before the first await. */
  stop(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    const old = this.#current;
    this.#current = null;
    if (old?.state === SubscriptionState.Subscribed) old.unsubscribe().catch(() => undefined);
    else old?.dispose().catch(() => undefined);
  }

  #begin(): void {
    this.stop();
    const { userAgent: line, onSummary, log } = this.#options;
    const userAgent = line();
    if (userAgent === null) return;
    const subscriber = new Subscriber(userAgent, userAgent.configuration.uri, 'message-summary', {
      expires: expiresS,
      extraHeaders: ['Accept: application/simple-message-summary'],
      delegate: { onNotify: (notification) => answerNotify(notification, onSummary) },
    });
    this.#current = subscriber;
    subscriber.stateChange.addListener((state) => {
      if (this.#current !== subscriber) return;
      if (state === SubscriptionState.Subscribed) this.#attempt = 0;
      // refused, ended by the PBX (RFC 6665 4.1.3), or its refresh failed
      if (state === SubscriptionState.Terminated) this.#again();
    });
    subscriber.subscribe().catch((error: unknown) => {
      log(`messages waiting: ${String(error)}`);
      if (this.#current === subscriber) this.#again();
    });
  }

  #again(): void {
    const { clock, random } = this.#options;
    this.#current = null;
    this.#attempt += 1;
    this.#cancelRetry?.();
    this.#cancelRetry = clock.after(waitBefore(this.#attempt, retry, random()), () => this.#begin());
  }
}
