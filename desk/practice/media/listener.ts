/**
 * What a practice caller hears: keeps the last half second of the agent's voice and measures its level and strongest tone,
 * so that a test can prove that audio arrives; it must not keep more than that, nor write it anywhere.
 */
import { decodeAlaw } from './alaw.ts';

export interface Heard {
  /** The strongest frequency, or `null` while there is nothing but silence. */
  readonly hz: number | null;
  /** dBFS of the last half second (0 is a full-scale sine); -96 is silence. */
  readonly level: number;
  /** Audio packets since the call was answered. */
  readonly packets: number;
}

const SAMPLE_RATE = 8000;
const WINDOW = SAMPLE_RATE / 2;
const FLOOR_DB = -96;
const SILENCE_DB = -55;
const LOWEST_HZ = 100;
const HIGHEST_HZ = 3800;
const STEP_HZ = 10;

export class Listener {
  readonly #window = new Float64Array(WINDOW);
  #at = 0;
  #packets = 0;

  hear(alaw: Uint8Array): void {
    this.#packets++;
    for (const code of alaw) {
      this.#window[this.#at] = decodeAlaw(code) / 32768;
      this.#at = (this.#at + 1) % WINDOW;
    }
  }

  heard(): Heard {
    const samples = new Float64Array(WINDOW);
    samples.set(this.#window.subarray(this.#at));
    samples.set(this.#window.subarray(0, this.#at), WINDOW - this.#at);
    const level = levelOf(samples);
    return { hz: level > SILENCE_DB ? strongestHz(samples) : null, level, packets: this.#packets };
  }
}

function levelOf(samples: Float64Array): number {
  let power = 0;
  for (const s of samples) power += s * s;
  const db = 10 * Math.log10((2 * power) / samples.length);
  return Math.max(FLOOR_DB, Math.round(db * 10) / 10);
}

function strongestHz(samples: Float64Array): number {
  let best = LOWEST_HZ;
  let most = -1;
  for (let hz = LOWEST_HZ; hz <= HIGHEST_HZ; hz += STEP_HZ) {
    const power = goertzel(samples, hz);
    if (power > most) [most, best] = [power, hz];
  }
  return best;
}

/** Power of one frequency (Goertzel's second-order form of a single DFT bin). */
function goertzel(samples: Float64Array, hz: number): number {
  const k = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE);
  let s1 = 0;
  let s2 = 0;
  for (const s of samples) [s1, s2] = [s + k * s1 - s2, s1];
  return s1 * s1 + s2 * s2 - k * s1 * s2;
}
