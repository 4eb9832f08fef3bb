/** An invented recording for the gallery: two voices that take turns, as a WAV that any browser decodes. Never in the product. */
import type { Recording } from '../../core/recording/recording.ts';

const rate = 8000;
const seconds = 96;

/** Always the same noise, so that pictures are. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 1_073_741_824 - 1;
  };
}

/** Syllables while one of the two speaks: loudness of one channel at this second. */
function loudness(at: number, isAgent: boolean): number {
  const turn = Math.floor(at / 7) % 3;
  const speaks = isAgent ? turn === 0 : turn !== 0;
  if (!speaks) return 0.01;
  return 0.08 + 0.5 * Math.abs(Math.sin(at * 9) * Math.sin(at * 2.3 + (isAgent ? 0 : 1)));
}

function wav(): Uint8Array {
  const frames = rate * seconds;
  const bytes = new DataView(new ArrayBuffer(44 + frames * 4));
  const word = (at: number, text: string): void =>
    [...text].forEach((char, index) => bytes.setUint8(at + index, char.charCodeAt(0)));
  word(0, 'RIFF');
  bytes.setUint32(4, bytes.byteLength - 8, true);
  word(8, 'WAVEfmt ');
  bytes.setUint32(16, 16, true);
  bytes.setUint16(20, 1, true);
  bytes.setUint16(22, 2, true);
  bytes.setUint32(24, rate, true);
  bytes.setUint32(28, rate * 4, true);
  bytes.setUint16(32, 4, true);
  bytes.setUint16(34, 16, true);
  word(36, 'data');
  bytes.setUint32(40, frames * 4, true);
  const next = noise(7);
  for (let frame = 0; frame < frames; frame += 1) {
    const at = frame / rate;
    bytes.setInt16(44 + frame * 4, next() * loudness(at, true) * 32_000, true);
    bytes.setInt16(46 + frame * 4, next() * loudness(at, false) * 32_000, true);
  }
  return new Uint8Array(bytes.buffer);
}

export function fixtureRecording(call: string, at: number): Recording {
  return {
    id: `${call}R`,
    call,
    startedAt: at,
    by: 'policy',
    announced: true,
    agent: '林晓雯',
    endedAt: at + seconds * 1000,
    why: 'call-ended',
    removedAt: null,
    removedWhy: null,
    bytes: 800_000,
    mayPlay: true,
    mayExport: true,
    mayRemove: true,
    pauses: [52_000],
  };
}

export function fixturePart(): { data: string; next: null; end: 'whole' } {
  const bytes = wav();
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { data: btoa(text), next: null, end: 'whole' };
}
