/** Chooses which of an INVITE's identity headers to believe. It judges nothing. */
import type { ScreenInput } from '../contract/calls.ts';
import type { CallerNumber } from './caller-number.ts';
import { cleanName } from './clean-text.ts';
import { parseNumber } from './parse-number.ts';

export interface CallerIdentity {
  readonly number: CallerNumber;
  /** what the caller's side claims to be called, safe to show; '' where it says no more than the number does */
  readonly name: string;
  readonly verstat: ScreenInput['verstat'];
  readonly source: 'asserted' | 'from';
}

type IdentityHeaders = Pick<ScreenInput, 'fromUser' | 'fromName' | 'assertedUser' | 'assertedName' | 'verstat'>;

/**
 * P-Asserted-Identity comes before From, but only from a trunk inside the trust domain (RFC 3325 §5): anyone else may
 * write what they like into it. Where it names no number (a PBX that asserts its own account), From is read after all.
 */
export function chooseIdentity(headers: IdentityHeaders, trustAssertedIdentity: boolean): CallerIdentity {
  const asserted =
    trustAssertedIdentity && headers.assertedUser !== null ? parseNumber(headers.assertedUser) : undefined;
  const isUsable = asserted !== undefined && asserted.kind !== 'malformed' && asserted.kind !== 'hidden';
  const number = isUsable ? asserted : parseNumber(headers.fromUser);
  const assertedName = trustAssertedIdentity ? tellingName(headers.assertedName ?? '', number) : '';
  return {
    number,
    name: assertedName === '' ? tellingName(headers.fromName, number) : assertedName,
    // Good news from outside the trust domain is worth nothing; bad news is still news.
    verstat: !trustAssertedIdentity && headers.verstat === 'passed' ? null : headers.verstat,
    source: isUsable ? 'asserted' : 'from',
  };
}

/** Many trunks repeat the number, or write "Anonymous", where a name should be. */
function tellingName(raw: string, number: CallerNumber): string {
  const name = cleanName(raw);
  const read = parseNumber(name);
  return read.kind === 'hidden' || read.key === number.key ? '' : name;
}
