/**
 * How far the machine's clock is believed where data is deleted for good by its age. Pure.
 *
 * A clock that leaps ahead (a wrong year typed in, a broken time server) would make everything old at once. So the desk keeps
 * the time that it saw last: a clock more than a week ahead of it and of what the desk has run since is doubted, and deleting
 * goes by the older time, until the desk has run for 24 hours with the new one. A desk that was off for a long holiday
 * deletes that much later; a clock that goes back is believed at once, since it deletes less.
 */
import { z } from 'zod';

const hourMs = 3_600_000;
/** The most that is deleted too early by a clock that nobody doubts. */
const maxLeapMs = 7 * 24 * hourMs;
const believedAfterMs = 24 * hourMs;

export const seenTimeSchema = z.object({
  v: z.literal(1),
  /** ms since the epoch, as far as the clock is believed */
  at: z.number(),
  /** `ahead`: of `at`, when it was seen last; `ranMs`: for how long the desk has run with it. null: it is believed */
  doubt: z.object({ ahead: z.number(), ranMs: z.number().nonnegative() }).nullable(),
});
export type SeenTime = z.infer<typeof seenTimeSchema>;

/** What was seen last, a look at the clock, and how long the desk has run since (0 where it has just started). */
export function seeTime(seen: SeenTime, clock: number, ranMs: number): SeenTime {
  const supported = seen.at + ranMs;
  const ahead = clock - supported;
  const believed: SeenTime = { v: 1, at: clock, doubt: null };
  if (ahead <= maxLeapMs) return believed;
  // when in between it leapt nobody knows: from now on it counts; so it does where the doubted clock leaps once more
  if (seen.doubt === null || Math.abs(ahead - seen.doubt.ahead) > maxLeapMs)
    return { v: 1, at: supported, doubt: { ahead, ranMs: 0 } };
  const ran = seen.doubt.ranMs + ranMs;
  return ran >= believedAfterMs ? believed : { v: 1, at: supported, doubt: { ahead, ranMs: ran } };
}
