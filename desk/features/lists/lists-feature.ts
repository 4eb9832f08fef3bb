/**
 * The allow, block and watch lists. Reading and the dry run are for everybody; changing them is a supervisor's (an agent's
 * one way to the allow list is to undo an automatic rejection, see calls).
 */
import { implement } from '@orpc/server';
import { deskContract } from '../../../core/contract/desk.ts';
import type { ListRow } from '../../../core/contract/features.ts';
import type { DeskEvent } from '../../../core/event/event.ts';
import type { ListDraft, ListEntry, Match } from '../../../core/list/list-entry.ts';
import { parseDraft } from '../../../core/list/parse-draft.ts';
import type { ParsedDraft } from '../../../core/list/parse-draft.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import { listEventNumber } from '../../../core/projection/list-projection.ts';
import type { StoredEntry } from '../../store/point-reads.ts';
import { createSerial, inTurn, invalid, makeEvent, requireSupervisor, save } from '../command.ts';
import type { CommandErrors } from '../command.ts';
import type { FeatureDeps } from '../deps.ts';

const dayMs = 86_400_000;
const impactDays = 30;
const rowLimit = 2_000;
const customerLimit = 200;
/** From here on an answered call counts as a talk, as in "known customer". */
const talkMs = 15_000;

export function createListsFeature(deps: FeatureDeps) {
  const os = implement(deskContract).lists;
  const serial = createSerial();
  const { reads, searches } = deps.store;

  return os.router({
    all: os.all.handler(async ({ input }) => {
      const now = deps.clock.now();
      const page = await searches.lists({
        line: deps.line(),
        kind: input.kind,
        text: input.text,
        now,
        hitsSince: now - impactDays * dayMs,
        limit: rowLimit,
      });
      const rows = page.rows.map(({ entry, hits, contactName }): ListRow => ({
        ...entry,
        hits30: hits,
        display: displayOfMatch(entry.match),
        contactName,
      }));
      return { rows, counts: page.counts };
    }),

    set: os.set.handler(
      inTurn(serial, async ({ input, errors }) => {
        requireSupervisor(deps, errors);
        const draft = read(errors, input);
        const old = input.id === undefined ? null : find(errors, input.id);
        const isSameMatch = old !== null && JSON.stringify(old.match) === JSON.stringify(draft.match);
        const entry: ListEntry = {
          ...draft,
          // an entry never changes what it matches: one that shall match something else is another entry
          id: isSameMatch ? old.id : deps.clock.ulid(),
          author: deps.who().author,
          createdAt: deps.clock.now(),
          source: 'manual',
        };
        const events: DeskEvent[] = [];
        if (old !== null && !isSameMatch) events.push(removal(old, 'replaced'));
        events.push(setting(entry));
        await save(deps, errors, events, ['lists', 'numbers']);
        return entry;
      }),
    ),

    remove: os.remove.handler(
      inTurn(serial, async ({ input, errors }) => {
        requireSupervisor(deps, errors);
        const entry = find(errors, input.id);
        if (entry.isRemoved) throw errors.CONFLICT({ data: { detail: 'removed already' } });
        await save(deps, errors, [removal(entry, input.why)], ['lists', 'numbers']);
        return {};
      }),
    ),

    restore: os.restore.handler(
      inTurn(serial, async ({ input, errors }) => {
        requireSupervisor(deps, errors);
        const { number: _number, isRemoved, ...entry } = find(errors, input.id);
        if (!isRemoved) throw errors.CONFLICT({ data: { detail: 'not removed' } });
        await save(deps, errors, [setting(entry)], ['lists', 'numbers']);
        return {};
      }),
    ),

    impact: os.impact.handler(async ({ input, errors }) => {
      const { match } = read(errors, { ...input, reason: input.reason === '' ? '-' : input.reason });
      const since = deps.clock.now() - impactDays * dayMs;
      const found = await searches.impact({ line: deps.line(), match, since, talkMs, limit: customerLimit });
      return {
        calls: found.calls,
        customers: found.customers.map((customer) => ({ ...customer, display: parseNumber(customer.number).display })),
      };
    }),
  });

  function read(errors: CommandErrors, draft: ListDraft): ParsedDraft {
    const parsed = parseDraft(draft, deps.clock.now());
    if (parsed.ok) return parsed.draft;
    const { field, reason, params } = parsed.problem;
    throw invalid(errors, field, reason, { ...params });
  }

  function find(errors: CommandErrors, id: string): StoredEntry {
    const entry = reads.listEntry(deps.line(), id);
    if (entry === null) throw errors.NOT_FOUND({ data: { detail: `no list entry ${id}` } });
    return entry;
  }

  function setting(entry: ListEntry): DeskEvent {
    return makeEvent(deps, 'list.set', { number: listEventNumber(entry.match), data: entry });
  }

  function removal(entry: StoredEntry, why: string): DeskEvent {
    return makeEvent(deps, 'list.removed', { number: entry.number, data: { entry: entry.id, why } });
  }
}

/** `138 0013 8000` · `0170…` as `+86170…` is written at home: `170…` · `010-8888 0000 – 010-8888 9999` */
export function displayOfMatch(match: Match): string {
  switch (match.type) {
    case 'exact':
      return parseNumber(match.number).display;
    case 'prefix': {
      const national = match.prefix.startsWith('+86') ? match.prefix.slice(3) : match.prefix;
      // an area code is written with its 0
      return `${match.prefix.startsWith('+86') && /^(?:10|[2-9])/.test(national) ? '0' : ''}${national}…`;
    }
    case 'range':
      return `${parseNumber(match.from).display} – ${parseNumber(match.to).display}`;
    default:
      return match satisfies never;
  }
}
