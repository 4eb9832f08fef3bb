/**
 * When the broken path of a call's audio is mended: at once where it is known to be broken, once in a while where it may only be
 * silent, and at growing distances while the far end stays silent, whose BYE may have been lost (481 then ends the call).
 * How it is mended is the caller's matter.
 */
import type { Clock } from './clock.ts';
import type { MediaTrouble } from './media-watch.ts';

/** A broken path is mended once in this time, not in a loop: a re-INVITE under way has to be answered first. */
const mendGapMs = 1500;
/** a far end that sends nothing while nobody speaks must not be asked at each pause */
const suspicionGapMs = 30_000;
/** how soon a silent far end is asked again whether it is still there: at first often, for a media proxy that restarts */
const probeAfterMs = [1000, 2500, 3000, 5000] as const;
const probeEveryMs = 10_000;

export interface PathMenderOptions {
  readonly clock: Clock;
  /** known to be gone: its return mends the audio, too */
  readonly isLineLost: () => boolean;
  /** asked now: a re-INVITE on a dead connection would block the call for 32 s */
  readonly lineAnswers: () => Promise<boolean>;
  /** a re-INVITE with an ICE restart */
  readonly mend: () => Promise<unknown>;
}

export class PathMender {
  readonly #options: PathMenderOptions;
  #cancelProbe: (() => void) | null = null;
  #mendedAt = Number.NEGATIVE_INFINITY;
  #suspectedAt = Number.NEGATIVE_INFINITY;
  #isMending = false;

  constructor(options: PathMenderOptions) {
    this.#options = options;
  }

  /** What the agent was told of the audio, if anything. */
  troubled(trouble: MediaTrouble): void {
    if (trouble === null) this.stop();
    else if (this.#cancelProbe === null) {
      this.broken();
      this.#probeLater(0);
    }
  }

  /** A path that worked has been silent for a moment. */
  suspected(): void {
    const now = this.#options.clock.now();
    if (now - this.#suspectedAt < suspicionGapMs) return;
    this.#suspectedAt = now;
    this.broken();
  }

  broken(): void {
    void this.#mend();
  }

  stop(): void {
    this.#cancelProbe?.();
    this.#cancelProbe = null;
  }

  #probeLater(attempt: number): void {
    this.#cancelProbe = this.#options.clock.after(probeAfterMs[attempt] ?? probeEveryMs, () => {
      this.#probeLater(attempt + 1);
      this.broken();
    });
  }

  async #mend(): Promise<void> {
    const { clock, isLineLost, lineAnswers, mend } = this.#options;
    const now = clock.now();
    if (this.#isMending || now - this.#mendedAt < mendGapMs || isLineLost()) return;
    this.#mendedAt = now;
    this.#isMending = true;
    try {
      if (await lineAnswers()) await mend();
    } finally {
      this.#isMending = false;
    }
  }
}
