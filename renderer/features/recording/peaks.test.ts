import { expect, it } from 'vitest';
import { barsOf, peaksOf } from './peaks.ts';

it('takes the loudest sample of each stretch, whichever way it swings', () => {
  const samples = Float32Array.from([0, 0.25, -0.5, 0, 0, 0, 1.5, -0.25]);
  expect(peaksOf(samples, 4)).toEqual([0.25, 0.5, 0, 1]);
  expect(peaksOf(samples, 1)).toEqual([1]);
  // more bars than samples, and no sound at all
  expect(peaksOf(Float32Array.from([0.5]), 3)).toEqual([0, 0, 0.5]);
  expect(peaksOf(new Float32Array(), 2)).toEqual([0, 0]);
});

it('draws a bar a peak around the middle of its lane; silence is a hair line', () => {
  expect(barsOf([0, 1], 10, 20)).toBe('M0 19.5h0.7v1h-0.7zM1 10h0.7v20h-0.7z');
});
