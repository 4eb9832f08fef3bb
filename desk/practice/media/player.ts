/**
 * Plays a recording in 20 ms frames at an even pace that never drifts: every frame has its own due time counted from the
 * start, so a late timer is made up for; it must not know RTP, and a machine that slept is not flooded with old frames.
 */
import type { PracticeClock, TimerSet } from '../clock.ts';
import { ALAW_SILENCE } from './alaw.ts';

const FRAME_MS = 20;
export const FRAME_BYTES = 160;
const TIMER_MS = 10;
/** Above this a stall is skipped over instead of being caught up with. */
const MAX_BACKLOG_MS = 200;
const LOOP_PAUSE_FRAMES = 75;

export class Player {
  readonly #clock: PracticeClock;
  readonly #timers: TimerSet;
  readonly #onTick: (ticksSinceLast: number) => void;
  #stopTimer: (() => void) | undefined;
  #due = 0;

  /** `onTick` is called once a frame; its argument is above 1 only where frames had to be skipped. */
  constructor(clock: PracticeClock, timers: TimerSet, onTick: (ticksSinceLast: number) => void) {
    this.#clock = clock;
    this.#timers = timers;
    this.#onTick = onTick;
  }

  start(): void {
    if (this.#stopTimer !== undefined) return;
    this.#due = this.#clock.now();
    this.#run();
  }

  stop(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }

  #run(): void {
    this.#stopTimer = this.#timers.after(TIMER_MS, () => {
      const now = this.#clock.now();
      let step = 1;
      if (now - this.#due > MAX_BACKLOG_MS) {
        const skipped = Math.floor((now - this.#due) / FRAME_MS);
        this.#due += skipped * FRAME_MS;
        step += skipped;
      }
      this.#run();
      while (this.#due <= now && this.#stopTimer !== undefined) {
        this.#due += FRAME_MS;
        this.#onTick(step);
        step = 1;
      }
    });
  }
}

/** The frames of one recording: once, or round and round with a pause as a person would make. */
export class Reel {
  readonly #recording: Uint8Array;
  readonly #loop: boolean;
  #at = 0;
  #pause = 0;

  constructor(recording: Uint8Array, loop: boolean) {
    this.#recording = recording;
    this.#loop = loop;
  }

  /** The next frame, or `null` once it is over. The last frame is filled up with silence. */
  next(): Uint8Array | null {
    if (this.#at >= this.#recording.length) {
      if (!this.#loop) return null;
      if (this.#pause-- > 0) return new Uint8Array(FRAME_BYTES).fill(ALAW_SILENCE);
      this.#at = 0;
    }
    const part = this.#recording.subarray(this.#at, this.#at + FRAME_BYTES);
    this.#at += FRAME_BYTES;
    if (this.#at >= this.#recording.length) this.#pause = LOOP_PAUSE_FRAMES;
    if (part.length === FRAME_BYTES) return part;
    const frame = new Uint8Array(FRAME_BYTES).fill(ALAW_SILENCE);
    frame.set(part);
    return frame;
  }
}
