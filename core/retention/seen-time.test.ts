/** Which clock may delete: believed, doubted, and believed again. */
import { expect, test } from 'vitest';
import { seeTime, type SeenTime } from './seen-time.ts';

const hour = 3_600_000;
const day = 24 * hour;
const start = 1_795_507_200_000;
const seen: SeenTime = { v: 1, at: start, doubt: null };

/** A look at the clock every hour for so long, the clock `ahead` of the time that goes by. */
function run(from: SeenTime, hours: number, clock: number): SeenTime {
  let now = from;
  for (let passed = 0; passed < hours; passed += 1) {
    clock += hour;
    now = seeTime(now, clock, hour);
  }
  return now;
}

test('a clock that goes on as the desk runs, a night and a week off are believed at once', () => {
  expect(run(seen, 30, start)).toEqual({ v: 1, at: start + 30 * hour, doubt: null });
  expect(seeTime(seen, start + 15 * hour, 0).at).toBe(start + 15 * hour);
  expect(seeTime(seen, start + 7 * day, 0).at).toBe(start + 7 * day);
});

test('a clock that goes back is believed at once: it deletes less', () => {
  expect(seeTime(seen, start - 400 * day, 0)).toEqual({ v: 1, at: start - 400 * day, doubt: null });
});

test('a year too much deletes nothing that the running time does not support, until it has run so for 24 hours', () => {
  const wrong = start + 365 * day;
  const first = seeTime(seen, wrong, 0);
  expect(first).toMatchObject({ at: start, doubt: { ranMs: 0 } });
  const later = run(first, 23, wrong);
  expect(later.at).toBe(start + 23 * hour);
  // put right in time: nothing happened
  expect(seeTime(later, start + 24 * hour, hour)).toEqual({ v: 1, at: start + 24 * hour, doubt: null });
  expect(run(first, 24, wrong)).toEqual({ v: 1, at: wrong + 24 * hour, doubt: null });
});

test('a leap while the desk runs counts from when it was seen', () => {
  const doubted = seeTime(seen, start + 30 * day, 20 * hour);
  expect(doubted).toMatchObject({ at: start + 20 * hour, doubt: { ranMs: 0 } });
});

test('after a long holiday, working days of nine hours add up, with nights and a weekend between them', () => {
  let clock = start + 20 * day;
  let now = seeTime(seen, clock, 0);
  for (const off of [15, 15 + 48, 0]) {
    expect(now.doubt).not.toBeNull();
    now = run(now, 9, clock);
    clock += (9 + off) * hour;
    if (off > 0) now = seeTime(now, clock, 0);
  }
  expect(now).toEqual({ v: 1, at: clock, doubt: null });
});

test('a doubted clock that leaps again, forth or back, begins anew', () => {
  const doubted = run(seeTime(seen, start + 20 * day, 0), 20, start + 20 * day);
  for (const again of [start + 400 * day, start + 12 * day])
    expect(seeTime(doubted, again, hour)).toMatchObject({ at: start + 21 * hour, doubt: { ranMs: 0 } });
});
