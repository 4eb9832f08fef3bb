/**
 * Whether a chunk of a recording may be kept: for a call that goes on at this desk, or for what was begun in one and has not
 * ended. Remembers only the recordings whose beginning the log does not know yet; the file's own size is not its matter.
 */
import { lineSchema } from '../../../core/event/line.ts';
import type { RowOf } from '../../../core/projection/table.ts';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { FeatureDeps } from '../deps.ts';

/**
 * `NOT_FOUND`: it was removed, is over, or belongs to another call; no later try helps. `NOT_BEGUN`: nobody told of such a call
 * or recording, or not yet: after a restart of the desk service its chunks may come before the phone's events do.
 */
type Refusal = 'NOT_FOUND' | 'NOT_BEGUN';

/** Two minutes of sound: the event of its beginning goes out before the first of them, and waits for the disk at most. */
const maxUnbegunBytes = 1_000_000;
/** As many recordings at once may wait for that event. */
const maxUnbegun = 8;

interface Chunk {
  readonly recording: string;
  readonly call: string;
  /** of the file as it is; null: there is none */
  readonly bytes: number | null;
}

export class AppendGuard {
  readonly #deps: Pick<FeatureDeps, 'store'>;
  readonly #live: Pick<LiveCalls, 'isLive' | 'isHeard'>;
  /** recording → its call */
  readonly #unbegun = new Map<string, string>();

  constructor(deps: Pick<FeatureDeps, 'store'>, live: Pick<LiveCalls, 'isLive' | 'isHeard'>) {
    this.#deps = deps;
    this.#live = live;
  }

  /** null: it may */
  check({ recording, call, bytes }: Chunk): Refusal | null {
    const row = this.#row(recording);
    if (row !== null) {
      this.#unbegun.delete(recording);
      // its call may be over: what was said last comes after it
      return row.call === call && row.endedAt === null && row.removedAt === null ? null : 'NOT_FOUND';
    }
    for (const [other, itsCall] of this.#unbegun)
      if (this.#row(other) !== null || !this.isGoingOn(itsCall)) this.#unbegun.delete(other);
    if (!this.isGoingOn(call) || (bytes ?? 0) > maxUnbegunBytes) return 'NOT_BEGUN';
    const known = this.#unbegun.get(recording);
    if (known !== undefined) return known === call ? null : 'NOT_FOUND';
    if (this.#unbegun.size >= maxUnbegun) return 'NOT_BEGUN';
    this.#unbegun.set(recording, call);
    return null;
  }

  /** The call may be known to the phone alone as yet: its row comes with the first event that is saved. */
  isGoingOn(call: string): boolean {
    const row = this.#find((line) => this.#deps.store.reads.call(line, call));
    return row === null ? this.#live.isHeard(call) : this.#live.isLive(row);
  }

  #row(recording: string): RowOf<'recordings'> | null {
    return this.#find((line) => this.#deps.store.reads.recording(line, recording));
  }

  /** Somebody may have switched to the other line while a call went on. */
  #find<R>(read: (line: (typeof lineSchema.options)[number]) => R | null): R | null {
    for (const line of lineSchema.options) {
      const found = read(line);
      if (found !== null) return found;
    }
    return null;
  }
}
