/**
 * Takes recordings away: when their time is up, and when their number is erased. The file goes first and the event after
 * it: cut off in between, the next pass finds the recording due again and nothing of it on the disk.
 */
import { makeEvent, tell } from '../command.ts';
import type { FeatureDeps } from '../deps.ts';
import type { Line } from '../../../core/event/line.ts';

const dayMs = 86_400_000;
/** Removed in one append. */
const atOnce = 200;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Removes what the policy keeps no longer at `now`; answers how many files that were. Rejects when disk or log refuse. */
export async function expireRecordings(deps: FeatureDeps, now: number): Promise<number> {
  const { recordKeepDays, keepDays } = deps.policy();
  // a recording is worth nothing to anybody without its call
  const before = now - Math.min(recordKeepDays, keepDays) * dayMs;
  let removed = 0;
  const done = new Set<string>();
  for (;;) {
    const due = deps.store.reads.recordingsBefore(before, atOnce);
    // tables that are behind the log (their disk refused) would offer the same ones without end
    if (due.some(({ id }) => done.has(id))) break;
    for (const { id } of due) done.add(id);
    for (const { id } of due) await deps.recordings.remove(id);
    const events = due.map(({ id, line, call, number }) => ({
      // the call's line, which need not be the one the desk is on now
      ...makeEvent(deps, 'recording.removed', {
        call,
        number,
        data: { recording: id, why: 'retention' },
      }),
      author: 'system',
      line: line as Line,
    }));
    if (events.length > 0) {
      const { seq } = await deps.store.append(events);
      tell(deps, seq, events, ['calls', 'numbers']);
    }
    removed += due.length;
    if (due.length < atOnce) break;
  }
  // files of which the log knows nothing (any more): after the restore of an older backup, say
  for (const id of await deps.recordings.all()) {
    if (timeOf(id) >= before) continue;
    await deps.recordings.remove(id);
    removed += 1;
  }
  if (removed > 0) deps.log.info(`${removed} recordings removed, kept long enough`);
  return removed;
}

/** Before the number's events go: without them nobody could tell whose the files were. */
export async function removeRecordingsOf(deps: FeatureDeps, line: Line, number: string): Promise<void> {
  for (const { id } of deps.store.reads.recordingsOfNumber(line, number)) await deps.recordings.remove(id);
}

/** When it was made, by its own id (ULID: ten characters of ms since the epoch). */
function timeOf(id: string): number {
  let ms = 0;
  for (const digit of id.slice(0, 10)) ms = ms * 32 + alphabet.indexOf(digit);
  return ms;
}

export interface Keeping {
  /** The policy changed: do not wait for the next round. */
  look(): void;
  /** Resolves when nothing is being removed any more. */
  stop(): Promise<void>;
}

/**
 * Looks at once and every `everyMs`; a disk or log that refuses is told to the log and asked again the next time. `now`: the
 * time that deleting may go by, which need not be the machine's.
 */
export function keepRecordings(deps: FeatureDeps, now: () => number, everyMs: number): Keeping {
  let running: Promise<unknown> = Promise.resolve();
  let isStopped = false;
  const look = (): void => {
    running = running.then(async () => {
      if (isStopped) return;
      await expireRecordings(deps, now()).catch((error: unknown) =>
        deps.log.warn(`recordings not removed: ${String(error)}`),
      );
    });
  };
  const timer = setInterval(look, everyMs);
  look();
  return {
    look,
    async stop() {
      isStopped = true;
      clearInterval(timer);
      await running;
    },
  };
}
