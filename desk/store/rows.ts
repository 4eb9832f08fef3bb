/** Rows → core's types; the one place where JSON columns and 0/1 flags are turned back. Reads nothing itself. */
import type { ContactName, TagMark } from '../../core/call/caller-card.ts';
import type { Contact } from '../../core/contact/contact.ts';
import type { Escalation } from '../../core/escalation/escalation.ts';
import type { ListEntry, Match } from '../../core/list/list-entry.ts';
import type { CallQuality } from '../../core/quality/call-quality.ts';
import type { RowOf } from '../../core/projection/table.ts';

/** What node:sqlite gives back for one of our tables. */
export type SqlRow = Record<string, unknown>;

export function toListEntry(row: RowOf<'listEntries'>): ListEntry {
  return {
    id: row.id,
    kind: row.kind as ListEntry['kind'],
    match: toMatch(row),
    vip: row.vip === 1,
    reason: row.reason,
    author: row.author,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    source: row.source as ListEntry['source'],
  };
}

function toMatch(row: RowOf<'listEntries'>): Match {
  if (row.matchType === 'prefix') return { type: 'prefix', prefix: row.low };
  if (row.matchType === 'range') return { type: 'range', from: row.low, to: row.high };
  return { type: 'exact', number: row.low };
}

export function toTagMark(row: RowOf<'tags'>): TagMark {
  return {
    id: row.id,
    tag: row.tag as TagMark['tag'],
    subtype: row.subtype,
    author: row.author,
    at: row.at,
    call: row.call,
  };
}

export function toContactName(row: RowOf<'contacts'>): ContactName {
  return { id: row.id, name: row.name, company: row.company, vip: row.vip === 1 };
}

export function toContact(row: RowOf<'contacts'>, numbers: readonly string[]): Contact {
  return { ...toContactName(row), numbers: [...numbers], source: row.source as Contact['source'] };
}

export function toQuality(row: RowOf<'callQuality'>): CallQuality {
  return JSON.parse(row.quality) as CallQuality;
}

/** `live` is the caller's to tell: the store does not know which calls the phone still has. */
export function toEscalation(row: RowOf<'escalations'>): Escalation {
  return {
    id: row.id,
    number: row.number,
    call: row.call,
    kind: row.kind as Escalation['kind'],
    note: row.note,
    context: JSON.parse(row.context) as Escalation['context'],
    openedBy: row.openedBy,
    openedAt: row.openedAt,
    state: row.state as Escalation['state'],
    claimedBy: row.claimedBy,
    claimedAt: row.claimedAt,
    decision: row.decision === null ? null : (JSON.parse(row.decision) as Escalation['decision']),
    decidedEvent: row.decidedEvent,
    decidedBy: row.decidedBy,
    decidedAt: row.decidedAt,
    live: false,
  };
}
