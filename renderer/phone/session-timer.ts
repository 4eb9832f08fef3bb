/**
 * Keeps one call's session interval (RFC 4028 10): refreshes at its half where that is ours to do, and ends a call whose far end
 * has not been heard of in time. What was agreed comes from `session-intervals.ts`.
 */
import type { Clock } from './clock.ts';
import type { Agreement } from './session-intervals.ts';

export interface SessionTimerOptions {
  readonly clock: Clock;
  /** a re-INVITE; its 200 brings the next agreement */
  readonly refresh: () => void;
  /** nobody refreshed: the far end is gone, or thinks that we are */
  readonly expire: () => void;
}

export class SessionTimer {
  readonly #options: SessionTimerOptions;
  #cancel: (() => void)[] = [];

  constructor(options: SessionTimerOptions) {
    this.#options = options;
  }

  agree(agreement: Agreement | null): void {
    this.stop();
    if (agreement === null) return;
    const { clock, refresh, expire } = this.#options;
    const ms = agreement.seconds * 1000;
    // RFC 4028 10: a BYE still in time, so that both ends and the proxies agree on what happened
    this.#cancel.push(clock.after(ms - Math.min(32_000, ms / 3), expire));
    if (agreement.refresher === 'us') this.#cancel.push(clock.after(ms / 2, refresh));
  }

  stop(): void {
    for (const cancel of this.#cancel.splice(0)) cancel();
  }
}
