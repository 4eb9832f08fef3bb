import { expect, it } from 'vitest';
import { Hearing } from './hearing.ts';

/** a quarter of a second at one level after the other, the first one before anybody looked */
function hear(levels: readonly number[], hearing = new Hearing()): boolean[] {
  let energy = 0;
  return levels.map((level, index) => {
    energy += level * level * 0.25;
    return hearing.look({ stream: 'a', energy, seconds: (index + 1) * 0.25 }, 1_000 + index * 250);
  });
}

it('a line’s noise is not heard, quiet speech is', () => {
  expect(hear([0, 0.002, 0.008, 0.002])).toEqual([false, false, false, false]);
  expect(hear([0, 0.002, 0.05, 0.05])).toEqual([false, false, true, true]);
});

it('a pause of up to a second between two words is none', () => {
  expect(hear([0, 0.2, 0, 0, 0, 0, 0, 0.2])).toEqual([false, true, true, true, true, true, false, true]);
});

it('what sounded before the first look does not count', () => {
  expect(hear([0.5, 0, 0])).toEqual([false, false, false]);
});

it('nothing was played, or there is no stream: not heard', () => {
  const hearing = new Hearing();
  expect(hearing.look(null, 1_000)).toBe(false);
  expect(hearing.look({ stream: 'a', energy: 0, seconds: 0 }, 1_250)).toBe(false);
  expect(hearing.look({ stream: 'a', energy: 0, seconds: 0 }, 1_500)).toBe(false);
});

it('another stream’s sums begin anew', () => {
  const hearing = new Hearing();
  hear([0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5], hearing);
  expect(hearing.look({ stream: 'b', energy: 0.02, seconds: 0.25 }, 9_000)).toBe(true);
  expect(hearing.look({ stream: 'b', energy: 0.02, seconds: 0.5 }, 10_250)).toBe(false);
});

it('a clock that is set back makes nothing heard for longer', () => {
  const hearing = new Hearing();
  hear([0, 0.5, 0.5], hearing);
  const silent = { stream: 'a', energy: 0.125, seconds: 1 };
  expect(hearing.look(silent, 500)).toBe(true);
  expect(hearing.look(silent, 1_600)).toBe(false);
});
