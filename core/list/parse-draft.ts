/**
 * Turns what a person wrote into a list form into a canonical entry, or says which field is wrong and why. It makes no id,
 * reads no clock and stores nothing.
 */
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min';
import type { NumberKind } from '../number/caller-number.ts';
import { parseNumber } from '../number/parse-number.ts';
import type { ListDraft, ListEntry, Match } from './list-entry.ts';

/** As the contract's INVALID error: `reason` is the i18n id `invalid.<reason>`. */
export interface DraftProblem {
  readonly field:
    'match' | 'match.number' | 'match.prefix' | 'match.from' | 'match.to' | 'reason' | 'vip' | 'expiresAt';
  readonly reason: ProblemReason;
  readonly params: Readonly<Record<string, string | number>>;
}

export const problemReasons = [
  /** nothing was written */
  'number-missing',
  /** `text`: no number can be read from it */
  'number-unreadable',
  /** a prefix may only have digits, with + before a country code */
  'prefix-unreadable',
  /** `digits`: a prefix needs 5 digits or a whole country code */
  'prefix-too-short',
  'prefix-too-long',
  /** both ends need the same number of digits and the same form */
  'range-uneven',
  'range-reversed',
  /** a range of extensions, hidden or malformed numbers */
  'range-unreadable',
  'reason-missing',
  'vip-only-allowed',
  'expiry-past',
] as const;
export type ProblemReason = (typeof problemReasons)[number];

/** What `parseDraft` gives: the desk service adds id, author, time and source. */
export type ParsedDraft = Pick<ListEntry, 'kind' | 'match' | 'vip' | 'reason' | 'expiresAt'>;

export type DraftResult =
  { readonly ok: true; readonly draft: ParsedDraft } | { readonly ok: false; readonly problem: DraftProblem };

/** Fewest digits of a prefix, not counting a country code's +: shorter ones would reach a whole operator or region. */
const shortestPrefix = 5;
/** Longest number is 13 digits behind +86 (IoT), or 15 overseas; a prefix of a whole number is an exact entry. */
const longestPrefix = 15;

class Problem extends Error {
  readonly problem: DraftProblem;
  constructor(field: DraftProblem['field'], reason: ProblemReason, params: DraftProblem['params'] = {}) {
    super(`${field}: ${reason}`);
    this.problem = { field, reason, params };
  }
}

/** `now` in ms; an end that has passed already is refused. */
export function parseDraft(draft: ListDraft, now: number): DraftResult {
  try {
    return { ok: true, draft: readDraft(draft, now) };
  } catch (error) {
    if (error instanceof Problem) return { ok: false, problem: error.problem };
    throw error;
  }
}

function readDraft(draft: ListDraft, now: number): ParsedDraft {
  const match = readMatch(draft.match);
  const reason = draft.reason.trim();
  if (draft.kind === 'block' && reason === '') throw new Problem('reason', 'reason-missing');
  const vip = draft.vip ?? false;
  if (vip && draft.kind !== 'allow') throw new Problem('vip', 'vip-only-allowed');
  if (draft.expiresAt !== null && draft.expiresAt <= now) throw new Problem('expiresAt', 'expiry-past');
  return { kind: draft.kind, match, vip, reason, expiresAt: draft.expiresAt };
}

function readMatch(match: Match): Match {
  switch (match.type) {
    case 'exact':
      return { type: 'exact', number: readNumber('match.number', match.number).key };
    case 'prefix':
      return { type: 'prefix', prefix: readPrefix(match.prefix) };
    case 'range':
      return readRange(match.from, match.to);
    default:
      return match satisfies never;
  }
}

function readNumber(field: DraftProblem['field'], text: string): { readonly kind: NumberKind; readonly key: string } {
  if (text.trim() === '') throw new Problem(field, 'number-missing');
  const number = parseNumber(text);
  // A malformed caller may be listed by the key it came with (from its card), never by a slip of the hand.
  if (number.kind === 'malformed' && number.key !== text)
    throw new Problem(field, 'number-unreadable', { text: text.slice(0, 64) });
  return number;
}

function readRange(fromText: string, toText: string): Match {
  const from = readNumber('match.from', fromText);
  const to = readNumber('match.to', toText);
  for (const [field, { kind }] of [
    ['match.from', from],
    ['match.to', to],
  ] as const)
    if (kind === 'hidden' || kind === 'malformed') throw new Problem(field, 'range-unreadable');
  // One length and one kind, lest text order and numeric order differ.
  if (from.key.length !== to.key.length || from.kind !== to.kind) throw new Problem('match.to', 'range-uneven');
  if (from.key > to.key) throw new Problem('match.to', 'range-reversed');
  return { type: 'range', from: from.key, to: to.key };
}

/** `+63`, `+86 138 00`, `0063`, `138 0013`, `0755 8321`, `95013` … → the form that keys start with. */
function readPrefix(text: string): string {
  const written = text
    .normalize('NFKC')
    .replace(/[\s\-.()*…x]+$/gi, '')
    .replace(/[\s\-.()]/g, '');
  if (written === '') throw new Problem('match.prefix', 'number-missing');
  const digits = /^(\+|00)?(\d+)$/.exec(written);
  const plain = digits?.[2];
  if (plain === undefined) throw new Problem('match.prefix', 'prefix-unreadable');
  const prefix = digits?.[1] === undefined ? readNationalPrefix(plain) : readInternationalPrefix(plain);
  if (prefix.replace('+', '').length > longestPrefix) throw new Problem('match.prefix', 'prefix-too-long');
  return prefix;
}

function tooShort(digits: number): Problem {
  return new Problem('match.prefix', 'prefix-too-short', { digits, least: shortestPrefix });
}

function readInternationalPrefix(digits: string): string {
  if (digits.startsWith('86')) return readChinesePrefix(digits.slice(2), true);
  if (digits.length < shortestPrefix && !isCountryCode(digits)) throw tooShort(digits.length);
  return `+${digits}`;
}

/** Bare digits as a person writes them at home. No area code starts with 086, so 86 is the country code without its +. */
function readNationalPrefix(digits: string): string {
  return digits.startsWith('86') ? readChinesePrefix(digits.slice(2), true) : readChinesePrefix(digits, false);
}

/** Keys of service numbers are bare, all others start with +86 and have no 0 in front of the area code. */
function readChinesePrefix(written: string, hasCountryCode: boolean): string {
  // all of them: no area code begins with 0, so what was read is read again as it is
  const digits = written.replace(/^0+/, '');
  // +86 or the 0 of an area code tells Beijing's 010 6… from SMS numbers, and Ningxia's 0951 2… from 951…
  const isService =
    hasCountryCode || digits !== written
      ? /^(?:95(?![1-5][2-8])|96|1[12])/.test(digits)
      : /^(?:95|96|106|10[019]|1[12])/.test(digits);
  // The 0 of an area code counts as one of the five, written or not: 0755 8 is as narrow as 138 00.
  const isLandline = !isService && !/^(?:1[3-9]|[48]00)/.test(digits);
  const length = digits.length + (isLandline ? 1 : 0);
  if (length < shortestPrefix) throw tooShort(length);
  return isService ? digits : `+86${digits}`;
}

let countryCodes: ReadonlySet<string> | undefined;
/** Built at first use: most desks never list a country. */
function isCountryCode(digits: string): boolean {
  countryCodes ??= new Set(getCountries().map((country) => getCountryCallingCode(country)));
  return countryCodes.has(digits);
}
