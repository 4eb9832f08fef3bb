/**
 * Owns the line at the desk service, so that of several tabs one registers: held for as long as the stream is read.
 * A desk service that dies takes nothing away: the hold is asked for again in the background. Must not register anything.
 */
import type { LineHold as Hold, Registration as Account } from '../../core/contract/session.ts';
import { deskBackOff, waitBefore } from './back-off.ts';
import { within, type Clock } from './clock.ts';
import { ownerInConflict, type PhoneDesk } from './phone-desk.ts';

export interface LineHoldOptions {
  readonly desk: Pick<PhoneDesk, 'holdLine'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly holder: string;
  readonly title: string;
  /** the line is up here and in a call, whatever the desk service knows of it */
  readonly isInCall: () => boolean;
  readonly onHeld: (account: Account) => void;
  readonly onElsewhere: (by: string) => void;
  /** the desk service cannot be reached (now) */
  readonly onNoDesk: (why: string) => void;
}

const holdLimitMs = 5000;
/** How soon a closed tab's line is found free. */
const askAgainMs = 5000;

export class LineHold {
  readonly #options: LineHoldOptions;
  readonly #abort = new AbortController();
  #force = false;
  #isStarted = false;
  #isStopped = false;
  #endWait: (() => void) | null = null;

  constructor(options: LineHoldOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#isStarted) return;
    this.#isStarted = true;
    void this.#run();
  }

  /** Someone pressed "take the line over". */
  take(): void {
    this.#force = true;
    this.start();
    this.#endWait?.();
  }

  /** Does not wait for the rest of the back-off. */
  retryNow(): void {
    this.#endWait?.();
  }

  stop(): void {
    this.#isStopped = true;
    this.#abort.abort();
    this.#endWait?.();
  }

  async #run(): Promise<void> {
    let attempt = 0;
    while (!this.#isStopped) {
      let wait: number;
      try {
        const wasTaken = await this.#hold(() => (attempt = 0));
        attempt += 1;
        wait = wasTaken ? askAgainMs : waitBefore(attempt, deskBackOff, this.#options.random());
        if (!wasTaken && !this.#isStopped) this.#options.onNoDesk('the stream ended');
      } catch (error) {
        if (this.#isStopped) return;
        const owner = ownerInConflict(error);
        attempt += 1;
        wait = owner === null ? waitBefore(attempt, deskBackOff, this.#options.random()) : askAgainMs;
        if (owner === null) this.#options.onNoDesk(String(error));
        else this.#options.onElsewhere(owner);
      }
      await this.#rest(wait);
    }
  }

  /** Resolves when the stream ended: true where another holder took the line. */
  async #hold(onFirst: () => void): Promise<boolean> {
    const { desk, clock, holder, title, isInCall } = this.#options;
    const force = this.#force;
    this.#force = false;
    const stream = await within(
      clock,
      holdLimitMs,
      desk.holdLine({ holder, title, force, resumes: isInCall() }, this.#abort.signal),
    );
    for await (const hold of stream) {
      if (this.#isStopped) return false;
      onFirst();
      if (this.#tell(hold)) return true;
    }
    return false;
  }

  #tell(hold: Hold): boolean {
    switch (hold.state) {
      case 'held':
        this.#options.onHeld(hold.registration);
        return false;
      case 'taken':
        this.#options.onElsewhere(hold.by);
        return true;
      default:
        return hold satisfies never;
    }
  }

  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.#isStopped || this.#force) {
        resolve();
        return;
      }
      const cancel = this.#options.clock.after(ms, () => done());
      const done = (): void => {
        cancel();
        this.#endWait = null;
        resolve();
      };
      this.#endWait = done;
    });
  }
}
