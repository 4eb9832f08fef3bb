/** What a list entry covers, and how narrowly. Expiry is not looked at here. */
import type { ListEntry, Match } from './list-entry.ts';

/** Does the entry cover this number key? */
export function matches(entry: Pick<ListEntry, 'match'>, key: string): boolean {
  return covers(entry.match, key);
}

export function covers(match: Match, key: string): boolean {
  switch (match.type) {
    case 'exact':
      return match.number === key;
    case 'prefix':
      return /^\+?\d+$/.test(key) && key.startsWith(match.prefix);
    case 'range':
      // Text order equals numeric order only among keys of one length and one form.
      return (
        /^\+?\d+$/.test(key) &&
        key.length === match.from.length &&
        key.length === match.to.length &&
        match.from <= key &&
        key <= match.to
      );
    default:
      return match satisfies never;
  }
}

/** Higher is narrower: exact beats range beats prefix, a longer prefix beats a shorter one. */
export function reach(entry: Pick<ListEntry, 'match'>): number {
  switch (entry.match.type) {
    case 'exact':
      return 1000;
    case 'range':
      return 500;
    case 'prefix':
      return entry.match.prefix.length;
    default:
      return entry.match satisfies never;
  }
}

/** Is it in force at `now` (ms)? An entry ends the moment it expires. */
export function isInForce(entry: Pick<ListEntry, 'expiresAt'>, now: number): boolean {
  return entry.expiresAt === null || entry.expiresAt > now;
}
