// Tones as samples and WAV files (fake microphones), and how to tell which tone is in a piece of sound. Pure but for the writing.
import { writeFileSync } from 'node:fs';

export interface Tone {
  /** The strongest frequency, to 5 Hz; 0 when there is nothing but silence. */
  readonly hz: number;
  /** Root mean square of the whole, 0 … 1; a full-scale sine has 0.707. */
  readonly level: number;
  /** How much of the sound's energy is that one frequency, 0 … 1; a clean tone is above 0.9, one that sounds half of the time has 0.5. */
  readonly purity: number;
}

export function sine(hz: number, seconds: number, rate: number, amplitude = 0.5): Float32Array {
  return Float32Array.from(
    { length: Math.round(seconds * rate) },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / rate),
  );
}

/** Energy of one frequency (Goertzel); comparable with `samples.length / 2` times the energy of the whole. */
export function goertzel(samples: Float32Array, hz: number, rate: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / rate);
  let previous = 0;
  let before = 0;
  for (const sample of samples) {
    const next = sample + coefficient * previous - before;
    before = previous;
    previous = next;
  }
  return previous * previous + before * before - coefficient * previous * before;
}

/** What the strongest tone in `samples` is; a second of sound is plenty. */
export function detectTone(samples: Float32Array, rate: number): Tone {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  const level = samples.length === 0 ? 0 : Math.sqrt(energy / samples.length);
  // Below this there is only G.711's own quantisation of silence.
  if (level < 0.001) return { hz: 0, level, purity: 0 };
  let hz = 0;
  let strongest = 0;
  for (let candidate = 100; candidate < Math.min(3900, rate / 2 - 100); candidate += 5) {
    const power = goertzel(samples, candidate, rate);
    if (power > strongest) {
      hz = candidate;
      strongest = power;
    }
  }
  return { hz, level, purity: strongest / ((energy * samples.length) / 2) };
}

/** A RIFF/WAVE file, 16 bit mono. */
export function wav(samples: Float32Array, rate: number): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20); // PCM
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  for (const [n, sample] of samples.entries()) {
    file.writeInt16LE(Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_767))), 44 + n * 2);
  }
  return file;
}

/** Samples of a 16 bit PCM WAV (first channel) and their rate; throws on anything else. */
export function readWav(file: Buffer): { readonly samples: Float32Array; readonly rate: number } {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('not a WAV file');
  let channels = 0;
  let rate = 0;
  for (let at = 12; at + 8 <= file.length;) {
    const kind = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const body = at + 8;
    if (kind === 'fmt ') {
      if (file.readUInt16LE(body) !== 1 || file.readUInt16LE(body + 14) !== 16) throw new Error('not a 16 bit PCM WAV');
      channels = file.readUInt16LE(body + 2);
      rate = file.readUInt32LE(body + 4);
    } else if (kind === 'data' && channels > 0) {
      const frames = Math.floor(Math.min(length, file.length - body) / (2 * channels));
      const samples = Float32Array.from(
        { length: frames },
        (_, n) => file.readInt16LE(body + n * 2 * channels) / 32_768,
      );
      return { samples, rate };
    }
    at = body + length + (length % 2);
  }
  throw new Error('a WAV file without sound');
}

/** Sound and silence by turns, faded at the edges so that no click widens the spectrum. */
export function beeps(samples: Float32Array, rate: number, onMs: number, offMs: number): Float32Array {
  const on = (onMs * rate) / 1000;
  const period = on + (offMs * rate) / 1000;
  const fade = rate / 100;
  return samples.map((sample, n) => {
    const at = n % period;
    return at >= on ? 0 : sample * Math.min(1, at / fade, (on - at) / fade);
  });
}

/**
 * A fake microphone for `--use-file-for-fake-audio-capture`, which Chromium loops (whole periods a second: no seam is heard).
 * Beeps by default: noise suppression takes a steady tone for noise and turns it down within seconds.
 */
export function writeToneWav(file: string, hz: number, { seconds = 10, steady = false } = {}): void {
  const rate = 48_000;
  const tone = sine(hz, seconds, rate);
  writeFileSync(file, wav(steady ? tone : beeps(tone, rate, 700, 300), rate));
}
