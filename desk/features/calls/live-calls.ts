/**
 * The calls that this desk service has heard of since its start: their number and identity, and whether one still goes on.
 *
 * A call whose end was never reported (the phone or the machine died) must not look live for ever. It counts as live only
 * if it began, or was spoken of by a phone or view, since this start; else it is shown as `answered` where it had been
 * answered (its length is unknown: 0), and as `failed` where not. A phone that outlives the desk service asks for its
 * call's card again when it is back, which is such a word. Nothing here is stored: it is about this run.
 */
import type { CallOutcome } from '../../../core/call/call-outcome.ts';
import type { ScreenInput } from '../../../core/contract/calls.ts';
import type { Line } from '../../../core/event/line.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import type { RowOf } from '../../../core/projection/table.ts';
import type { FeatureDeps } from '../deps.ts';

export interface HeardCall {
  readonly line: Line;
  readonly number: string;
  readonly claimedName: string;
  readonly verstat: ScreenInput['verstat'];
}

const remembered = 2_000;

/**
 * The number that screening read for this call: as this run heard it, else as the log has it (after a restart), else what the
 * phone or view takes it for.
 */
export function numberOfCall(deps: FeatureDeps, live: LiveCalls, call: string | null, shown: string): string {
  if (call === null) return parseNumber(shown).key;
  return live.get(call)?.number ?? deps.store.reads.call(deps.line(), call)?.number ?? parseNumber(shown).key;
}

export class LiveCalls {
  readonly #startedAt: number;
  readonly #heard = new Map<string, HeardCall | null>();
  /** calls whose number was erased while they may have gone on */
  readonly #erased = new Set<string>();

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  screened(call: string, heard: HeardCall): void {
    this.#put(call, heard);
  }

  /** Somebody spoke of it, so it is (or was just now) there. */
  touch(call: string): void {
    this.#put(call, this.#heard.get(call) ?? null);
  }

  get(call: string): HeardCall | null {
    return this.#heard.get(call) ?? null;
  }

  /** Nothing of an erased number stays here either, but for which calls were its. */
  forget(line: Line, number: string): void {
    for (const [call, heard] of this.#heard) {
      if (heard?.line !== line || heard.number !== number) continue;
      this.#heard.set(call, null);
      this.#erased.add(call);
    }
  }

  /** What is still told of this call would write the erased number back. */
  isErased(call: string): boolean {
    return this.#erased.has(call);
  }

  isHeard(call: string): boolean {
    return this.#heard.has(call);
  }

  isLive(row: { readonly call: string; readonly at: number; readonly outcome: string }): boolean {
    return row.outcome === 'live' && (row.at >= this.#startedAt || this.#heard.has(row.call));
  }

  outcomeOf(row: Pick<RowOf<'calls'>, 'call' | 'at' | 'outcome' | 'answeredAt'>): CallOutcome {
    if (row.outcome !== 'live' || this.isLive(row)) return row.outcome as CallOutcome;
    return row.answeredAt === null ? 'failed' : 'answered';
  }

  #put(call: string, heard: HeardCall | null): void {
    this.#heard.delete(call);
    this.#heard.set(call, heard);
    if (this.#heard.size <= remembered) return;
    const [oldest] = this.#heard.keys();
    if (oldest === undefined) return;
    this.#heard.delete(oldest);
    this.#erased.delete(oldest);
  }
}
