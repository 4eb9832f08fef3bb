/**
 * The tombstones of erased numbers: which event comes too late, and the file beside the log that keeps them when the log
 * itself is replaced by an older one (a restored backup). It deletes nothing itself.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { eventSchema } from '../../core/event/event.ts';
import type { DeskEvent, EventOf } from '../../core/event/event.ts';
import { numberOfPattern } from '../../core/projection/list-projection.ts';
import { callBegan, isCallRecord } from '../../core/retention/call-record.ts';
import { writeFileAtomically } from '../profile/atomic-file.ts';
import { tombstoneOf } from './erased-number.ts';

export type Tombstone = EventOf<'number.erased'>;

const fileSchema = z.object({ v: z.literal(1), erased: z.array(eventSchema) });

export class Erasures {
  readonly #tombstones = new Map<string, Tombstone>();
  /** `line tombstone` → when it was erased last */
  readonly #last = new Map<string, number>();

  /** `event.number` is the tombstone already. */
  remember(event: Tombstone): void {
    this.#tombstones.set(event.id, event);
    const key = `${event.line} ${event.number}`;
    this.#last.set(key, Math.max(event.at, this.#last.get(key) ?? 0));
  }

  forget(id: string): void {
    const all = [...this.#tombstones.values()].filter((event) => event.id !== id);
    this.#tombstones.clear();
    this.#last.clear();
    for (const event of all) this.remember(event);
  }

  get size(): number {
    return this.#tombstones.size;
  }

  has(id: string): boolean {
    return this.#tombstones.has(id);
  }

  /**
   * Made before its number was erased, by a desk that was away or in a replay; or the record of a call that began before,
   * whose end and notes are told only afterwards.
   */
  isErased(event: DeskEvent): boolean {
    if (this.#last.size === 0 || !('number' in event)) return false;
    const at = this.#last.get(`${event.line} ${tombstoneOf(numberOfPattern(event.number))}`);
    if (at === undefined) return false;
    const isOfCall = isCallRecord(event) || event.type.startsWith('recording.');
    return event.at < at || (isOfCall && 'call' in event && callBegan(event.call ?? '') < at);
  }

  /** Throws the file system's error. */
  writeTo(file: string): void {
    const erased = [...this.#tombstones.values()];
    writeFileAtomically(file, `${JSON.stringify({ v: 1, erased })}\n`);
  }
}

/** What the file keeps; null: it cannot be read or understood. A missing file keeps nothing. */
export function readTombstones(file: string): Tombstone[] | null {
  try {
    const { erased } = fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return erased.filter((event) => event.type === 'number.erased');
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : null;
  }
}
