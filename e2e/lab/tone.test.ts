// Does the lab hear what it plays? If these fail, no spec's word about audio is worth anything.
import { expect, test } from 'vitest';
import { decodeAlaw, decodeUlaw, encodeAlaw } from './g711.ts';
import { beeps, detectTone, readWav, sine, wav } from './tone.ts';

test('A-law keeps a sample to within its step', () => {
  for (let sample = -0.99; sample < 1; sample += 0.01) {
    expect(Math.abs(decodeAlaw(encodeAlaw(sample)) - sample)).toBeLessThan(0.04 * Math.abs(sample) + 0.001);
  }
});

test('A-law and µ-law decode the reference bytes of G.711', () => {
  expect(decodeAlaw(0xd5) * 32_768).toBe(8); // smallest positive
  expect(decodeAlaw(0xaa) * 32_768).toBe(32_256); // largest positive
  expect(decodeAlaw(0x2a) * 32_768).toBe(-32_256);
  expect(decodeUlaw(0xff)).toBe(0);
  expect(decodeUlaw(0x80) * 32_768).toBe(32_124);
});

test('a tone is told by its frequency, also as beeps and after A-law', () => {
  const heard = Float32Array.from(sine(440, 1, 8000), (sample) => decodeAlaw(encodeAlaw(sample)));
  expect(detectTone(heard, 8000)).toMatchObject({ hz: 440 });
  expect(detectTone(heard, 8000).purity).toBeGreaterThan(0.95);
  const beeping = detectTone(beeps(sine(1000, 1, 8000), 8000, 700, 300), 8000);
  expect(beeping.hz).toBe(1000);
  expect(beeping.purity).toBeGreaterThan(0.6);
});

test('silence and noise are no tone', () => {
  expect(detectTone(new Float32Array(8000), 8000).hz).toBe(0);
  let seed = 1;
  const noise = Float32Array.from({ length: 8000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647 - 0.5;
  });
  expect(detectTone(noise, 8000).purity).toBeLessThan(0.1);
});

test('a WAV file comes back as it was written, and anything else is refused', () => {
  const { samples, rate } = readWav(wav(sine(1000, 0.1, 48_000), 48_000));
  expect(rate).toBe(48_000);
  expect(samples).toHaveLength(4800);
  expect(detectTone(samples, rate).hz).toBe(1000);
  expect(() => readWav(Buffer.from('RIFFxxxxAVI '))).toThrow('not a WAV file');
});
