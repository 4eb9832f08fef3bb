import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { PathMender } from './path-mender.ts';

let asked: number[];
let mender: PathMender;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  asked = [];
  mender = new PathMender({
    clock: systemClock,
    isLineLost: () => false,
    lineAnswers: () => Promise.resolve(true),
    mend: () => Promise.resolve(asked.push(Date.now())),
  });
});
afterEach(() => {
  mender.stop();
  vi.useRealTimers();
});

it('asks a far end that stays silent at once, then at growing distances, and not for ever', async () => {
  mender.suspected();
  await vi.advanceTimersByTimeAsync(1000);
  mender.troubled('one-way');
  await vi.advanceTimersByTimeAsync(4 * 3_600_000);
  const gaps = asked.map((at, index) => at - (asked[index - 1] ?? 0));
  // the one at 1 s was too soon after the first
  expect(gaps.slice(0, 12)).toEqual([0, 2, 2.5, 3, 5, 10, 10, 10, 20, 20, 40, 60].map((seconds) => seconds * 1000));
  expect(asked).toHaveLength(21);
});

it('goes on at the same distances where sound comes back for moments only, and begins anew after a while of sound', async () => {
  for (let n = 0; n < 10; n += 1) {
    mender.troubled('one-way');
    await vi.advanceTimersByTimeAsync(1100);
    mender.troubled(null);
    await vi.advanceTimersByTimeAsync(1000);
  }
  // at once, and the first question, 1 s later, was too soon after it
  expect(asked).toEqual([0]);
  await vi.advanceTimersByTimeAsync(30_000);
  const now = Date.now();
  mender.troubled('one-way');
  await vi.advanceTimersByTimeAsync(0);
  expect(asked).toEqual([0, now]);
});

it('takes a pause for a broken path less and less often', async () => {
  for (let second = 0; second < 1200; second += 5) {
    mender.suspected();
    await vi.advanceTimersByTimeAsync(5000);
  }
  expect(asked.map((at) => at / 1000)).toEqual([0, 30, 90, 210, 450, 930]);
});
