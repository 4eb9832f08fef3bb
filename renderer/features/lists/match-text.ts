/** What a person types for a match, as the contract's match and as words: how far it reaches. Reads it as the desk service does. Pure. */
import type { CarrierClass } from '../../../core/number/caller-number.ts';
import type { Match } from '../../../core/list/list-entry.ts';
import { parseDraft, type DraftProblem, type ProblemReason } from '../../../core/list/parse-draft.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import { carrierOf } from '../../../core/place/carrier-table.ts';

export type MatchType = Match['type'];

export interface MatchInput {
  readonly type: MatchType;
  /** number, prefix, or start of the range */
  readonly text: string;
  /** end of the range */
  readonly to: string;
}

export interface Reach {
  /** `170 9022 ××××`, `+63`, `0755-8321 4400` */
  readonly shown: string;
  /** the end of a range */
  readonly shownTo: string | null;
  /** how many numbers it covers; null where their length is not known */
  readonly count: number | null;
  readonly carrier: CarrierClass | null;
}

export type MatchReading =
  | { readonly ok: true; readonly match: Match; readonly reach: Reach }
  | {
      readonly ok: false;
      readonly field: DraftProblem['field'];
      readonly reason: ProblemReason;
      readonly params: DraftProblem['params'];
    };

function written({ type, text, to }: MatchInput): Match {
  switch (type) {
    case 'exact':
      return { type, number: text.trim() };
    case 'prefix':
      // people paste what the table shows: the × stand for any digit
      return { type, prefix: text.trim().replace(/[\s×]+$/g, '') };
    case 'range':
      return { type, from: text.trim(), to: to.trim() };
    default:
      return type satisfies never;
  }
}

export function readMatch(input: MatchInput): MatchReading {
  const parsed = parseDraft({ kind: 'watch', match: written(input), reason: '', expiresAt: null }, 0);
  if (!parsed.ok) return { ok: false, ...parsed.problem };
  const { match } = parsed.draft;
  return { ok: true, match, reach: reachOf(match) };
}

export function reachOf(match: Match): Reach {
  switch (match.type) {
    case 'exact':
      return {
        shown: parseNumber(match.number).display || match.number,
        shownTo: null,
        count: 1,
        carrier: carrierOf(match.number),
      };
    case 'prefix': {
      const whole = padded(match.prefix);
      return {
        shown: whole?.shown ?? match.prefix,
        shownTo: null,
        count: whole ? 10 ** whole.missing : null,
        carrier: /^\+861\d{3,}$/.test(match.prefix) ? carrierOf(match.prefix.padEnd(14, '0')) : null,
      };
    }
    case 'range':
      return {
        shown: parseNumber(match.from).display,
        shownTo: parseNumber(match.to).display,
        count: Number(BigInt(match.to.replace('+', '')) - BigInt(match.from.replace('+', ''))) + 1,
        carrier: carrierOf(match.from),
      };
    default:
      return match satisfies never;
  }
}

/** Fills a Chinese prefix up to a whole number, to see how it is grouped: what was filled in becomes ×. */
function padded(prefix: string): { readonly shown: string; readonly missing: number } | null {
  if (!prefix.startsWith('+86')) return null;
  const national = prefix.slice(3);
  for (const length of /^1[3-9]/.test(national) ? [11] : [11, 10, 9]) {
    const missing = length - national.length;
    if (missing < 0) continue;
    const key = prefix + '0'.repeat(missing);
    const number = parseNumber(key);
    if (number.kind === 'malformed' || number.key !== key) continue;
    let left = missing;
    const shown = [...number.display]
      .reverse()
      .map((letter) => {
        if (left === 0 || !/\d/.test(letter)) return letter;
        left -= 1;
        return '×';
      })
      .reverse()
      .join('');
    return { shown, missing };
  }
  return null;
}

/** A stored match back in the form a person would type. */
export function toInput(match: Match): MatchInput {
  const plain = (key: string): string => parseNumber(key).display || key;
  switch (match.type) {
    case 'exact':
      return { type: 'exact', text: plain(match.number), to: '' };
    case 'prefix':
      return { type: 'prefix', text: typedPrefix(match.prefix), to: '' };
    case 'range':
      return { type: 'range', text: plain(match.from), to: plain(match.to) };
    default:
      return match satisfies never;
  }
}

function typedPrefix(prefix: string): string {
  if (!prefix.startsWith('+86')) return prefix;
  const national = prefix.slice(3);
  return /^1[3-9]|^[48]00/.test(national) ? national : `0${national}`;
}
