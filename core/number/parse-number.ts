/**
 * One reading of a caller's number for the whole product: SIP user parts, URIs and typed text all become a `CallerNumber`.
 * Total: any string gives a result and nothing throws; `parseNumber` of a result's own key or display gives the same key.
 */
import type { CallerNumber } from './caller-number.ts';
import { formatNational } from './format-number.ts';
import { overseasBehindAccessPrefix, parseAfterCountryCode, parseDialled } from './national-plan.ts';
import { readNumberText } from './number-text.ts';
import { parseOverseas } from './overseas.ts';

const hiddenNumber: CallerNumber = { kind: 'hidden', key: 'hidden', display: '' };

/** What networks and PBXs put where a number was withheld, in lower case and without separators. */
const hiddenWords: ReadonlySet<string> = new Set([
  '',
  'hidden',
  'anonymous',
  'anonymousinvalid',
  'unknown',
  'restricted',
  'private',
  'privatenumber',
  'withheld',
  'unavailable',
  'unidentified',
  'nocallerid',
  'callerunknown',
]);

const malformedPrefix = 'malformed:';
/** Its own key read again: taken as it is, lest the rest of it be read as a number. */
const ownMalformedKey = /^malformed:[0-9A-Za-z*#+?_~!]{1,32}$/;
const malformedLength = 32;

export function parseNumber(raw: string): CallerNumber {
  if (ownMalformedKey.test(raw)) return malformed(raw.slice(malformedPrefix.length));
  const { compact, anonymousHost } = readNumberText(raw);
  if (anonymousHost || hiddenWords.has(compact.toLowerCase())) return hiddenNumber;
  return parseCompact(compact) ?? malformed(compact);
}

/** Only for keys that `parseNumber` made. */
export function displayOf(key: string): string {
  return parseNumber(key).display;
}

function parseCompact(compact: string): CallerNumber | null {
  const international = /^(?:\+(?:00)?|00)(\d+)$/.exec(compact)?.[1];
  if (international !== undefined) return parseInternational(international);
  const national = parseDialled(compact) ?? withoutPlus(compact);
  if (national) return { ...national, display: formatNational(national) };
  const overseas = overseasBehindAccessPrefix(compact);
  return overseas === null ? null : parseCompact(overseas);
}

function parseInternational(digits: string): CallerNumber | null {
  if (digits.startsWith('86')) {
    const national = parseAfterCountryCode(digits.slice(2));
    return national && { ...national, display: formatNational(national) };
  }
  const overseas = parseOverseas(digits);
  return overseas && { kind: 'overseas', ...overseas };
}

/** 8613800138000: some trunks drop the plus sign. Short numbers are left out: 8695588 is a local landline. */
function withoutPlus(compact: string): ReturnType<typeof parseAfterCountryCode> {
  return /^86\d{10,}$/.test(compact) ? parseAfterCountryCode(compact.slice(2)) : null;
}

function malformed(compact: string): CallerNumber {
  const safe = compact.slice(0, malformedLength);
  return { kind: 'malformed', key: `${malformedPrefix}${safe}`, display: safe };
}
