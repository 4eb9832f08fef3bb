/**
 * Removes what has been kept long enough a few numbers at a time, each slice a message of its own to the writer's thread, so
 * that an append never waits for more than one. Cut off anywhere, the log and the tables are whole and the next pass goes on.
 */
import { lineSchema } from '../../core/event/line.ts';
import type { Searches } from './reader-client.ts';
import type { WriterClient } from './writer-client.ts';

/** Bounds what a slice commits; how long it reads before that is the thread’s own matter. */
const numbersAtOnce = 100;

export async function expireInSlices(
  writer: Pick<WriterClient, 'expire'>,
  searches: Pick<Searches, 'agedNumbers'>,
  before: number,
): Promise<{ readonly events: number }> {
  let removed = 0;
  const last = lineSchema.options.at(-1);
  for (const line of lineSchema.options) {
    // found by the reader's thread; what of each is old is looked at again when its turn comes
    let left: readonly (string | null)[] = [null, ...(await searches.agedNumbers({ line, before }))];
    while (left.length > 0) {
      const numbers = left.slice(0, numbersAtOnce);
      const isLast = line === last && numbers.length === left.length;
      const { events, done } = await writer.expire({ before, line, numbers, isLast });
      removed += events;
      left = left.slice(done);
    }
  }
  return { events: removed };
}
