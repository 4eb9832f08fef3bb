/**
 * When the broken path of a call's audio is mended: at once where it is known to be broken, once in a while where it may only be
 * silent, and at growing distances while the far end stays silent, whose BYE may have been lost (481 then ends the call).
 * How it is mended is the caller's matter.
 */
import type { Clock } from './clock.ts';
import type { MediaTrouble } from './media-watch.ts';

/** A broken path is mended once in this time, not in a loop: a re-INVITE under way has to be answered first. */
const mendGapMs = 1500;
/** a far end that sends nothing while nobody speaks must not be asked at each pause: the gap doubles up to the longest */
const suspicionGapMs = 30_000;
const longestSuspicionGapMs = 480_000;
/** how soon a silent far end is asked again whether it is still there: at first often, for a media proxy that restarts */
const probeAfterMs = [1000, 2500, 3000, 5000, 10_000, 10_000, 10_000, 20_000, 20_000, 40_000] as const;
const probeEveryMs = 60_000;
/** ten minutes; after that only what is heard, or the line's return, begins anew */
const mostProbes = 20;
/** a path that carried sound so long was mended: silences that come sooner go on where the last one left off */
const mendedAfterMs = 20_000;

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
  #suspicionGapMs = suspicionGapMs;
  #troubledUntil = Number.NEGATIVE_INFINITY;
  #probes = 0;
  #isMending = false;

  constructor(options: PathMenderOptions) {
    this.#options = options;
  }

  /** What the agent was told of the audio, if anything. */
  troubled(trouble: MediaTrouble): void {
    const now = this.#options.clock.now();
    if (trouble === null) {
      if (this.#cancelProbe !== null) this.#troubledUntil = now;
      this.stop();
    } else if (this.#cancelProbe === null) {
      if (now - this.#troubledUntil > mendedAfterMs) this.#probes = 0;
      // again and again: not at once, but when the next question is due
      if (this.#probes === 0) this.broken();
      this.#probeLater();
    }
  }

  /** A path that worked has been silent for a moment. */
  suspected(): void {
    const now = this.#options.clock.now();
    if (now - this.#suspectedAt < this.#suspicionGapMs) return;
    // the first gap is the shortest
    if (this.#suspectedAt > Number.NEGATIVE_INFINITY)
      this.#suspicionGapMs = Math.min(this.#suspicionGapMs * 2, longestSuspicionGapMs);
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

  #probeLater(): void {
    if (this.#probes >= mostProbes) {
      this.#cancelProbe = () => undefined;
      return;
    }
    this.#cancelProbe = this.#options.clock.after(probeAfterMs[this.#probes] ?? probeEveryMs, () => {
      this.#probes += 1;
      this.#probeLater();
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
