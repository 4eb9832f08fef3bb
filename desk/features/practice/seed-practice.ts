/**
 * Gives practice callers the past that their parts need: the known customer is a contact we lately talked with. Everything
 * goes to the practice line, as events like any other, by `system`; nothing here may touch the main line.
 */
import type { Line } from '../../../core/event/line.ts';
import { eventVersion } from '../../../core/event/event.ts';
import type { DeskEvent } from '../../../core/event/event.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import { tagSchema } from '../../../core/tag/tag.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/store.ts';

/** What of a practice caller matters here; `PracticeLine.callers` fits. */
export interface SeededCaller {
  readonly id: string;
  readonly number: string;
  readonly displayName: string;
  readonly history: 'none' | 'known' | 'nuisance';
  readonly expects: { readonly tag: string | null };
}

interface SeedDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly desk: string;
}

const line: Line = 'practice';
const dayMs = 86_400_000;
/** "Known customer" looks back seven days; a talk this old is made anew. */
const freshMs = 5 * dayMs;
const pastMs = 2 * dayMs;
const talkMs = 184_000;
const ringMs = 3_000;

/** Harmless to repeat: makes only what is missing or too old. Resolves with how many events that took. */
export async function seedPractice(deps: SeedDeps, callers: readonly SeededCaller[]): Promise<number> {
  const events = callers.flatMap((caller) => missingPast(deps, caller));
  if (events.length > 0) await deps.store.append(events);
  return events.length;
}

function missingPast({ store, clock, desk }: SeedDeps, caller: SeededCaller): DeskEvent[] {
  if (caller.history === 'none') return [];
  const { key, display } = parseNumber(caller.number);
  const now = clock.now();
  const at = now - pastMs;
  const envelope = () => ({ v: eventVersion, id: clock.ulid(), at, desk, author: 'system', line }) as const;
  const events: DeskEvent[] = [];
  if (caller.history === 'known' && store.reads.contactOf(line, key) === null) {
    events.push({
      ...envelope(),
      type: 'contact.set',
      data: {
        id: `practice-${caller.id}`,
        name: caller.displayName,
        company: '',
        vip: false,
        numbers: [key],
        source: 'manual',
      },
    });
  }
  const isFresh = store.reads
    .callsOf(line, key, 50, '')
    .some((call) => now - call.at < freshMs && call.talkMs > 15_000);
  const isTagged = store.reads.tagsOf(line, key).length > 0;
  if (caller.history === 'known' ? isFresh : isTagged) return events;
  const call = clock.ulid();
  const ofCall = () => ({ ...envelope(), call, number: key });
  events.push(
    {
      ...ofCall(),
      type: 'call.started',
      data: { direction: 'in', display, claimedName: caller.displayName, sipCallId: `seed-${call}` },
    },
    { ...ofCall(), type: 'call.answered', data: { ringMs } },
    {
      ...ofCall(),
      type: 'call.ended',
      data: {
        by: caller.history === 'known' ? 'caller' : 'agent',
        outcome: 'answered',
        status: 200,
        ringMs,
        talkMs: caller.history === 'known' ? talkMs : 9_000,
      },
    },
  );
  if (caller.history === 'nuisance') {
    events.push({
      ...ofCall(),
      type: 'number.tagged',
      data: { tag: tagSchema.catch('robocall').parse(caller.expects.tag), subtype: null },
    });
  }
  return events;
}
