/**
 * Writes the app's sounds beside itself: `node assets/sounds/make-sounds.ts`. Run by a person after a change here, never
 * by the app, which only reads the WAV files. Every file follows from the figures below, so a second run changes nothing.
 */
import { writeFileSync } from 'node:fs';

/** Twelve kilohertz carry all of the low siege note; the rest have a mallet to be heard. */
const fullRate = 24_000;
const lowRate = 12_000;

/** A partial of a struck bar: its frequency as a multiple of the note, its strength, and its time to fall to 1/e. */
type Partial = readonly [ratio: number, gain: number, decay: number];

/** A wooden bar (2nd mode tuned to the double octave, as on a marimba) with a soft bell's slow fundamental. */
const woodBell: readonly Partial[] = [
  [1, 1, 0.34],
  [2.003, 0.16, 0.22],
  [3.98, 0.26, 0.07],
  [9.7, 0.05, 0.022],
];
/** A block knocked with a knuckle: nearly no ring. */
const knock: readonly Partial[] = [
  [1, 1, 0.055],
  [2.57, 0.45, 0.03],
  [4.9, 0.16, 0.014],
];
/** A low bowl that is hardly struck: almost only the fundamental, for a long time. */
const bowl: readonly Partial[] = [
  [1, 1, 1.1],
  [2.0, 0.34, 0.75],
  [2.99, 0.16, 0.5],
  [4.02, 0.06, 0.3],
];

interface Strike {
  readonly at: number;
  readonly hertz: number;
  readonly gain: number;
  readonly partials: readonly Partial[];
  /** seconds from silence to full strength: short is wood, long is a bow */
  readonly attack: number;
  /** a mallet's felt: strength of a short burst of noise at the start */
  readonly felt: number;
}

interface Sound {
  readonly name: string;
  readonly seconds: number;
  readonly rate?: number;
  /** of the loudest sample, against full scale */
  readonly peakDb: number;
  readonly strikes: readonly Strike[];
}

// Pitches in equal temperament: low enough to be soft, high enough for a laptop's speaker.
const f3 = 174.61;
const g3 = 196;
const c5 = 523.25;
const e5 = 659.26;
const b5 = 987.77;
/** A major third under the one note of a normal call. */
const thirdUnder = 2 ** (-4 / 12);

const strike = (at: number, hertz: number, gain = 1, partials = woodBell): Strike => ({
  at,
  hertz,
  gain,
  partials,
  attack: 0.004,
  felt: 0.05,
});

const sounds: readonly Sound[] = [
  { name: 'ring-trusted', seconds: 1.15, peakDb: -6, strikes: [strike(0, c5), strike(0.19, e5, 0.95)] },
  { name: 'ring-normal', seconds: 1.0, peakDb: -6, strikes: [strike(0, c5)] },
  { name: 'ring-suspect', seconds: 1.0, peakDb: -12, strikes: [strike(0, c5 * thirdUnder)] },
  { name: 'knock-nuisance', seconds: 0.35, peakDb: -9, strikes: [strike(0, g3, 1, knock)] },
  { name: 'chime-escalation', seconds: 1.2, peakDb: -8, strikes: [strike(0, e5, 0.8), strike(0.012, b5, 0.7)] },
  { name: 'tick-tag', seconds: 0.03, peakDb: -14, strikes: [strike(0, 1320, 1, knock)] },
  {
    name: 'siege',
    seconds: 2.4,
    rate: lowRate,
    peakDb: -7,
    strikes: [{ at: 0, hertz: f3, gain: 1, partials: bowl, attack: 0.09, felt: 0 }],
  },
  {
    name: 'hangup',
    seconds: 0.4,
    peakDb: -12,
    strikes: [strike(0, e5 / 2, 0.9, knock), strike(0.1, c5 / 2, 1, knock)],
  },
];

/** Park and Miller's generator: the felt must be the same in every run. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state / 2_147_483_647) * 2 - 1;
  };
}

function render(sound: Sound, rate: number): Float64Array {
  const samples = new Float64Array(Math.round(sound.seconds * rate));
  for (const { at, hertz, gain, partials, attack, felt } of sound.strikes) {
    const random = noise(7);
    const start = Math.round(at * rate);
    for (let i = start; i < samples.length; i += 1) {
      const t = (i - start) / rate;
      // A raised cosine, so that neither the tone nor the felt begins with a step.
      const rise = t < attack ? 0.5 - 0.5 * Math.cos((Math.PI * t) / attack) : 1;
      let value = felt * random() * Math.exp(-t / 0.004);
      for (const [ratio, strength, decay] of partials)
        value += strength * Math.sin(2 * Math.PI * hertz * ratio * t) * Math.exp(-t / decay);
      samples[i] = (samples[i] ?? 0) + gain * rise * value;
    }
  }
  // The tail falls to exactly nothing over the last sixth, at least 8 ms: no click where a loop or the file ends.
  const tail = Math.max(Math.round(samples.length / 6), Math.round(0.008 * rate));
  for (let i = 0; i < tail; i += 1) {
    const at = samples.length - tail + i;
    samples[at] = (samples[at] ?? 0) * (0.5 + 0.5 * Math.cos((Math.PI * (i + 1)) / tail));
  }
  const peak = samples.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  return samples.map((value) => (value / peak) * 10 ** (sound.peakDb / 20));
}

/** RIFF/WAVE, PCM, one channel, 16 bits. */
function wav(samples: Float64Array, rate: number): Buffer {
  const file = Buffer.alloc(44 + samples.length * 2);
  file.write('RIFF', 0, 'latin1');
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8, 'latin1');
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36, 'latin1');
  file.writeUInt32LE(samples.length * 2, 40);
  samples.forEach((value, i) => file.writeInt16LE(Math.round(value * 32_767), 44 + i * 2));
  return file;
}

for (const sound of sounds) {
  const rate = sound.rate ?? fullRate;
  const file = wav(render(sound, rate), rate);
  writeFileSync(new URL(`${sound.name}.wav`, import.meta.url), file);
  process.stdout.write(`${sound.name}.wav ${file.length} bytes\n`);
}
