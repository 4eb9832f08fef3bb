/**
 * What a decision makes, as events: said in words before by the view, taken back by `undoEvents`. It checks nothing.
 *
 * nuisance → block entry · suspect → watch entry · harmless → the number's bad tags are withdrawn ·
 * customer → allow entry, tag `customer`, bad tags withdrawn (a customer with a bad tag would not be known as one) ·
 * hand-back → returned to the agent with a note, nothing else.
 */
import type { Decision, Escalation } from '../../../core/escalation/escalation.ts';
import type { DeskEvent } from '../../../core/event/event.ts';
import type { ListEntry, ListKind, Match } from '../../../core/list/list-entry.ts';
import { listEventNumber } from '../../../core/projection/list-projection.ts';
import { badTags } from '../../../core/tag/tag.ts';
import type { StoredEscalation } from '../../store/point-reads.ts';
import { makeEvent } from '../command.ts';
import type { FeatureDeps } from '../deps.ts';

const dayMs = 86_400_000;

export function entryKind({ kind }: Decision): ListKind | null {
  switch (kind) {
    case 'nuisance':
      return 'block';
    case 'suspect':
      return 'watch';
    case 'customer':
      return 'allow';
    case 'harmless':
    case 'hand-back':
      return null;
    default:
      return kind satisfies never;
  }
}

/** `match` is what the decision's entry covers, canonical; null where it makes none. */
export function decisionEvents(
  deps: FeatureDeps,
  escalation: Escalation,
  decision: Decision,
  match: Match | null,
): DeskEvent[] {
  const { id, number, call } = escalation;
  if (decision.kind === 'hand-back') {
    return [makeEvent(deps, 'escalation.returned', { number, data: { escalation: id, note: decision.note } })];
  }
  const entry = makeEntry(deps, escalation, decision, match);
  const withdraws = decision.kind === 'harmless' || decision.kind === 'customer';
  const tags = deps.store.reads.tagsOf(deps.line(), number);
  const tagged =
    decision.kind === 'customer' && !tags.some(({ tag }) => tag === 'customer')
      ? makeEvent(deps, 'number.tagged', {
          ...(call === null ? {} : { call }),
          number,
          data: { tag: 'customer', subtype: null },
        })
      : null;
  const events: DeskEvent[] = [
    makeEvent(deps, 'escalation.decided', {
      number,
      data: {
        escalation: id,
        decision,
        entry,
        withdrawnTags: withdraws ? tags.filter(({ tag }) => badTags.has(tag)).map((mark) => mark.id) : [],
        addedTag: tagged?.id ?? null,
      },
    }),
  ];
  if (entry !== null) {
    events.push(makeEvent(deps, 'list.set', { number: listEventNumber(entry.match), data: entry }));
  }
  if (tagged !== null) events.push(tagged);
  return events;
}

function makeEntry(
  deps: FeatureDeps,
  escalation: Escalation,
  decision: Decision,
  match: Match | null,
): ListEntry | null {
  const kind = entryKind(decision);
  if (kind === null || match === null) return null;
  const now = deps.clock.now();
  return {
    id: deps.clock.ulid(),
    kind,
    match,
    vip: false,
    // colleagues read it on the card: a supervisor who wrote nothing agreed with what the agent wrote
    reason: (decision.note || escalation.note || (escalation.context.outcome ?? '')).slice(0, 500),
    author: deps.who().author,
    createdAt: now,
    expiresAt: decision.days === null ? null : now + decision.days * dayMs,
    source: 'decision',
  };
}

/** Takes a decision's effects back; withdrawn tags come back with the fold of `escalation.undone`. */
export function undoEvents(deps: FeatureDeps, escalation: StoredEscalation, decided: string): DeskEvent[] {
  const { number, entry, addedTag } = escalation;
  const { reads } = deps.store;
  const line = deps.line();
  const events: DeskEvent[] = [
    makeEvent(deps, 'escalation.undone', { number, data: { escalation: escalation.id, decided } }),
  ];
  const stored = entry === null ? null : reads.listEntry(line, entry.id);
  if (stored !== null && !stored.isRemoved) {
    events.push(makeEvent(deps, 'list.removed', { number: stored.number, data: { entry: stored.id, why: 'undo' } }));
  }
  const tag = addedTag === null ? null : reads.tag(line, addedTag);
  if (tag !== null && !tag.isWithdrawn) {
    events.push(makeEvent(deps, 'tag.withdrawn', { number: tag.number, data: { tagged: tag.id } }));
  }
  return events;
}
