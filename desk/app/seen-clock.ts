/**
 * The time by which old data may be deleted: the machine's, but for leaps (core/retention/seen-time.ts). Keeps what it saw last
 * in a file of the profile, for the next start. Nothing but deleting goes by it.
 */
import { readFileSync } from 'node:fs';
import { seenTimeSchema, seeTime, type SeenTime } from '../../core/retention/seen-time.ts';
import type { Log } from '../log/log.ts';
import { writeFileAtomically } from '../profile/atomic-file.ts';

export interface SeenClockOptions {
  readonly file: string;
  /** When the newest thing in the log happened, which a desk without that file goes by; null: there is nothing to delete. */
  readonly newest: () => number | null;
  readonly now: () => number;
  /** ms that this process has run, whatever the clock says */
  readonly running: () => number;
  readonly log: Pick<Log, 'info' | 'warn'>;
}

const dayMs = 86_400_000;

export class SeenClock {
  readonly #options: SeenClockOptions;
  #seen: SeenTime;
  #ranAt: number;

  constructor(options: SeenClockOptions) {
    this.#options = options;
    this.#seen = readSeen(options.file) ?? { v: 1, at: options.newest() ?? options.now(), doubt: null };
    this.#ranAt = options.running();
  }

  /** A look at the clock, remembered: ms since the epoch that deleting may go by. */
  now(): number {
    const { file, now, running, log } = this.#options;
    const ran = running();
    const before = this.#seen;
    this.#seen = seeTime(before, now(), ran - this.#ranAt);
    this.#ranAt = ran;
    const { at, doubt } = this.#seen;
    if (doubt !== null && doubt.ranMs === 0)
      log.warn(
        `the clock is ${Math.round(doubt.ahead / dayMs)} days ahead of what this desk saw last: nothing is deleted by it before the desk has run so for 24 hours`,
      );
    if (doubt === null && before.doubt !== null) log.info('the clock is believed again');
    try {
      writeFileAtomically(file, `${JSON.stringify(this.#seen)}\n`);
    } catch (error) {
      // the next start finds an older time and doubts sooner
      log.warn(`the time seen last was not kept: ${String(error)}`);
    }
    return at;
  }
}

/** null: there is none, or none that can be read */
function readSeen(file: string): SeenTime | null {
  try {
    return seenTimeSchema.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}
