/**
 * Is the far end heard now? Judged by the energy of what was played, as WebRTC's statistics sum it up. Pure: whoever looks hands
 * the sums in.
 */

/** Since the stream's begin; `stream` changes where they start over (another SSRC). */
export interface PlayedSound {
  readonly stream: string;
  /** level² × s; 1 is full scale, and a level is a peak (webrtc-stats, totalAudioEnergy) */
  readonly energy: number;
  readonly seconds: number;
}

/** −40 dBFS of peaks: above the comfort noise of telephone lines, below quiet speech */
const silence = 0.01;
/** between two words it is still heard */
const heardForMs = 1_000;

export class Hearing {
  #before: PlayedSound | null = null;
  #heardAt = Number.NEGATIVE_INFINITY;

  look(played: PlayedSound | null, now: number): boolean {
    // a clock that is set back must not make the past the future
    if (now < this.#heardAt) this.#heardAt = now;
    if (this.#before === null) {
      // what was heard before the first look, of an announcement say, is not now
      this.#before = played;
    } else if (played !== null) {
      const before = this.#before.stream === played.stream ? this.#before : { energy: 0, seconds: 0 };
      const seconds = played.seconds - before.seconds;
      if (seconds > 0 && Math.sqrt(Math.max(0, played.energy - before.energy) / seconds) > silence) this.#heardAt = now;
      this.#before = played;
    }
    return now - this.#heardAt <= heardForMs;
  }
}
