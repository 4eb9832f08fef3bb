/**
 * Folds list entries. Pure. A removed entry stays as a row with `removedAt`, so that it can be restored.
 * The rule that keeps `number.erased` simple: an entry never changes what it matches; editing that makes a new entry.
 */
import type { LoggedEvent } from '../event/event.ts';
import type { Match } from '../list/list-entry.ts';
import { noChange } from './table.ts';
import type { TableChange } from './table.ts';

export function projectList(event: LoggedEvent): readonly TableChange[] {
  switch (event.type) {
    case 'list.set': {
      const entry = event.data;
      const { stem, low, high } = lookUpColumns(entry.match);
      return [
        {
          op: 'merge',
          table: 'listEntries',
          key: { line: event.line, id: entry.id },
          set: {
            number: event.number,
            kind: entry.kind,
            matchType: entry.match.type,
            stem,
            low,
            high,
            vip: entry.vip ? 1 : 0,
            reason: entry.reason,
            author: entry.author,
            createdAt: Math.round(entry.createdAt),
            expiresAt: entry.expiresAt === null ? null : Math.round(entry.expiresAt),
            source: entry.source,
            removedAt: null,
          },
        },
      ];
    }
    case 'list.removed':
      return [
        {
          op: 'patch',
          table: 'listEntries',
          where: { line: event.line, id: event.data.entry, number: event.number, removedAt: null },
          set: { removedAt: event.at },
        },
      ];
    default:
      return noChange;
  }
}

/**
 * The `number` of a list event: the key itself for an exact entry, so that the entry goes when the number is erased; else
 * a pattern that equals no number's key, for an entry that covers many is not one number's data.
 */
export function listEventNumber(match: Match): string {
  switch (match.type) {
    case 'exact':
      return match.number;
    case 'prefix':
      return `${match.prefix}*`;
    case 'range':
      return `${match.from}~${match.to}`.slice(0, 64);
    default:
      return match satisfies never;
  }
}

/** A prefix that is a whole number, and a range of one number, are that number's data as much as an exact entry is. */
export function wholeNumberPatterns(number: string): string[] {
  return [
    listEventNumber({ type: 'prefix', prefix: number }),
    listEventNumber({ type: 'range', from: number, to: number }),
  ];
}

/** The number that an event's `number` may be the pattern of, see `wholeNumberPatterns`; any other number as it is. */
export function numberOfPattern(number: string): string {
  const [, whole] = /^(\+?\d+)(?:\*|~\1)$/.exec(number) ?? [];
  return whole ?? number;
}

/** Any number that a prefix or range covers starts with its stem; so its own prefixes find every entry that covers it. */
function lookUpColumns(match: Match): { stem: string; low: string; high: string } {
  switch (match.type) {
    case 'exact':
      return { stem: match.number, low: match.number, high: match.number };
    case 'prefix':
      return { stem: match.prefix, low: match.prefix, high: match.prefix };
    case 'range':
      return { stem: commonPrefix(match.from, match.to), low: match.from, high: match.to };
    default:
      return match satisfies never;
  }
}

function commonPrefix(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}
