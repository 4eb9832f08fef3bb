/** What a person types for a match, as the contract's match and as words: how far it reaches. The desk service judges it again. Pure. */
import type { CarrierClass } from '../../../core/number/caller-number.ts';
import type { Match } from '../../../core/list/list-entry.ts';
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

export type MatchProblem =
  'empty' | 'not-a-number' | 'short-prefix' | 'to-empty' | 'to-not-a-number' | 'range-lengths' | 'range-order';

export type MatchReading =
  | { readonly ok: false; readonly problem: MatchProblem; readonly digits: number }
  | {
      readonly ok: true;
      readonly match: Match;
      /** `170 9022 ××××`, `+63`, `0755-8321 4400` */
      readonly shown: string;
      readonly shownTo: string | null;
      /** how many numbers it covers; null where their length is not known */
      readonly count: number | null;
      readonly carrier: CarrierClass | null;
    };

const shortestPrefix = 5;
const bad = (problem: MatchProblem, digits = 0): MatchReading => ({ ok: false, problem, digits });
const strip = (text: string): string => text.trim().replace(/[\s\-()（）×xX*]/g, '');

/** Typed digits as the start of a number key, e.g. `1709022` → `+861709022`, `0755` → `+86755`. */
export function prefixKey(text: string): string | null {
  const digits = strip(text).replace(/^00/, '+');
  if (!/^\+?\d+$/.test(digits)) return null;
  if (digits.startsWith('+')) return digits;
  if (digits.startsWith('86') && digits.length > 8) return `+${digits}`;
  if (digits.startsWith('0')) return `+86${digits.slice(1)}`;
  if (/^1[3-9]/.test(digits) || /^14/.test(digits) || /^[48]00/.test(digits)) return `+86${digits}`;
  return digits;
}

/** Fills a prefix up to a whole number, to see how it is grouped: what was filled in becomes ×. */
function padded(key: string): { readonly shown: string; readonly missing: number } | null {
  if (!key.startsWith('+86')) return null;
  const national = key.slice(3);
  const isMobile = /^1[3-9]/.test(national);
  for (const length of isMobile ? [11] : [11, 10, 9]) {
    const missing = length - national.length;
    if (missing < 0) continue;
    const number = parseNumber(`+86${national}${'0'.repeat(missing)}`);
    if (number.kind === 'malformed' || number.key !== `+86${national}${'0'.repeat(missing)}`) continue;
    let left = missing;
    const shown = [...number.display]
      .toReversed()
      .map((letter) => {
        if (left === 0 || !/\d/.test(letter)) return letter;
        left -= 1;
        return '×';
      })
      .toReversed()
      .join('');
    return { shown, missing };
  }
  return null;
}

function carrierOfPrefix(key: string): CarrierClass | null {
  return /^\+861\d{3,}$/.test(key) ? carrierOf(key.padEnd(14, '0')) : null;
}

export function readMatch({ type, text, to }: MatchInput): MatchReading {
  const typed = strip(text);
  if (typed === '') return bad('empty');
  switch (type) {
    case 'exact': {
      const number = parseNumber(text);
      if (number.kind === 'malformed' || number.kind === 'hidden') return bad('not-a-number');
      return {
        ok: true,
        match: { type: 'exact', number: number.key },
        shown: number.display,
        shownTo: null,
        count: 1,
        carrier: carrierOf(number.key),
      };
    }
    case 'prefix': {
      const prefix = prefixKey(text);
      if (prefix === null) return bad('not-a-number');
      const digits = typed.replace(/\D/g, '').length;
      // a whole country code may be shorter; which ones there are is the desk service's matter
      const isOverseas = prefix.startsWith('+') && !prefix.startsWith('+86');
      if (!isOverseas && typedPrefix(prefix).length < shortestPrefix) return bad('short-prefix', digits);
      const whole = padded(prefix);
      return {
        ok: true,
        match: { type: 'prefix', prefix },
        shown: whole?.shown ?? prefix,
        shownTo: null,
        count: whole ? 10 ** whole.missing : null,
        carrier: carrierOfPrefix(prefix),
      };
    }
    case 'range': {
      const from = parseNumber(text);
      if (from.kind === 'malformed' || from.kind === 'hidden') return bad('not-a-number');
      if (strip(to) === '') return bad('to-empty');
      const end = parseNumber(to);
      if (end.kind === 'malformed' || end.kind === 'hidden') return bad('to-not-a-number');
      if (from.key.length !== end.key.length) return bad('range-lengths');
      if (from.key > end.key) return bad('range-order');
      const count = Number(BigInt(end.key.replace('+', '')) - BigInt(from.key.replace('+', ''))) + 1;
      return {
        ok: true,
        match: { type: 'range', from: from.key, to: end.key },
        shown: from.display,
        shownTo: end.display,
        count,
        carrier: carrierOf(from.key),
      };
    }
    default:
      return type satisfies never;
  }
}

/** A stored match back in the form a person would type. */
export function toInput(match: Match): MatchInput {
  const plain = (key: string): string => (key.startsWith('+86') ? parseNumber(key).display || key : key);
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

function typedPrefix(key: string): string {
  if (!key.startsWith('+86')) return key;
  const national = key.slice(3);
  return /^1[3-9]|^[48]00/.test(national) ? national : `0${national}`;
}
