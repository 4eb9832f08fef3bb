/**
 * While the line is at a server that is not the preferred one: looks now and then whether a better one takes connections again,
 * and says so when no call lives. Opens a WebSocket and closes it; must not move the line itself.
 */
import type { Clock } from './clock.ts';
import type { SocketFactory } from './line-transport.ts';

export interface FailBackOptions {
  readonly clock: Clock;
  readonly createSocket: SocketFactory;
  readonly isIdle: () => boolean;
  /** a preferred server answers */
  readonly onReachable: (server: string) => void;
}

export const firstLookMs = 30_000;
const longestLookMs = 900_000;
const connectLimitMs = 4000;

export class FailBack {
  readonly #options: FailBackOptions;
  #cancel: (() => void) | null = null;
  #waitMs = firstLookMs;
  #round = 0;

  constructor(options: FailBackOptions) {
    this.#options = options;
  }

  /** Registered at the server after `better`; empty: at the best there is. */
  start(better: readonly string[]): void {
    this.stop();
    if (better.length === 0) this.#waitMs = firstLookMs;
    else this.#later(better);
  }

  stop(): void {
    this.#round += 1;
    this.#cancel?.();
    this.#cancel = null;
  }

  #later(better: readonly string[]): void {
    const round = this.#round;
    this.#cancel = this.#options.clock.after(this.#waitMs, () => void this.#look(better, round));
    // a server that takes connections but no registrations would otherwise cost a gap every half minute
    this.#waitMs = Math.min(longestLookMs, this.#waitMs * 2);
  }

  async #look(better: readonly string[], round: number): Promise<void> {
    if (this.#options.isIdle())
      for (const server of better) {
        const isThere = await this.#answers(server);
        if (this.#round !== round) return;
        // a call may have come meanwhile
        if (isThere && this.#options.isIdle()) {
          this.#options.onReachable(server);
          return;
        }
      }
    else this.#waitMs = firstLookMs;
    this.#later(better);
  }

  #answers(server: string): Promise<boolean> {
    return new Promise((resolve) => {
      let socket: ReturnType<SocketFactory>;
      try {
        socket = this.#options.createSocket(server, 'sip');
      } catch {
        resolve(false);
        return;
      }
      const done = (isThere: boolean): void => {
        cancel();
        resolve(isThere);
        socket.close(1000);
      };
      const cancel = this.#options.clock.after(connectLimitMs, () => done(false));
      socket.addEventListener('open', () => done(true));
      socket.addEventListener('close', () => {
        cancel();
        resolve(false);
      });
    });
  }
}
