/**
 * Reads who an INVITE says is calling: From, P-Asserted-Identity (RFC 3325) and verstat (RFC 8225, 3GPP 24.229 7.2A.20).
 * Raw and hostile text: cut to the contract's limits here, understood by the desk service; nothing here may trust it.
 */
import type { ScreenInput } from '../../core/contract/calls.ts';

/** What this needs of a parsed SIP request. */
export interface IdentitySource {
  readonly fromUser: string | undefined;
  readonly fromName: string | undefined;
  readonly fromHeader: string;
  /** all P-Asserted-Identity headers, raw */
  readonly asserted: readonly string[];
  readonly trustAsserted: boolean;
}

type Identity = Omit<ScreenInput, 'call' | 'direction'>;

export function readIdentity(source: IdentitySource): Identity {
  const asserted = source.trustAsserted ? assertedOf(source.asserted) : null;
  // verstat stands in the URI that was verified; the asserted one counts where it is trusted
  const verstat = (source.trustAsserted ? verstatIn(source.asserted.join(',')) : null) ?? verstatIn(source.fromHeader);
  return {
    fromUser: (source.fromUser ?? '').slice(0, 256),
    // SIP.js leaves quoted pairs as they came (RFC 3261 25.1)
    fromName: (source.fromName ?? '').slice(0, 2048).replace(/\\(.)/gs, '$1').slice(0, 1024),
    assertedUser: asserted === null ? null : asserted.user.slice(0, 256),
    assertedName: asserted === null || asserted.name === '' ? null : asserted.name.slice(0, 1024),
    verstat,
  };
}

/** A header may carry a SIP and a tel URI (RFC 3325 9.1): the first that names a user is taken. */
function assertedOf(headers: readonly string[]): { user: string; name: string } | null {
  for (const header of headers.slice(0, 4))
    for (const part of splitAtCommas(header.slice(0, 2048))) {
      const uri = /(?:sips?:([^@;>?\s]*)(?:;[^@>?\s]*)?@|tel:([^;>?\s]+))/i.exec(part);
      const user = uri?.[1] ?? uri?.[2];
      if (user === undefined || user === '') continue;
      const name = part.slice(0, Math.max(0, part.indexOf('<'))).trim();
      const quoted = /^"(.*)"$/s.exec(name)?.[1]?.replace(/\\(.)/gs, '$1');
      return { user: decode(user), name: quoted ?? name };
    }
  return null;
}

/** Commas in quoted strings and in <…> do not count. A loop, since a clever pattern takes quadratic time on hostile text. */
function splitAtCommas(header: string): string[] {
  const parts: string[] = [];
  let part = '';
  let isQuoted = false;
  let isInUri = false;
  for (let at = 0; at < header.length; at += 1) {
    const character = header.charAt(at);
    if (isQuoted && character === '\\') part += header.charAt(at++);
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === '<' || character === '>')) isInUri = character === '<';
    if (character === ',' && !isQuoted && !isInUri) {
      parts.push(part);
      part = '';
    } else part += header.charAt(at);
  }
  return [...parts, part];
}

function decode(user: string): string {
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}

function verstatIn(header: string): Identity['verstat'] {
  const value = /;verstat=("?)([A-Za-z-]+)\1/i.exec(header.slice(0, 4096))?.[2]?.toLowerCase();
  if (value === undefined) return null;
  if (value.startsWith('tn-validation-passed')) return 'passed';
  return value.startsWith('tn-validation-failed') ? 'failed' : 'none';
}

/** What a view may show before (or without) the desk service's card: no control or bidi characters, at most 64. */
export function plainText(text: string): string {
  return text
    .slice(0, 2048)
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 64);
}

/** The number before the desk service has read it: a plain mainland mobile number grouped as everywhere, all else as it came. */
export function shownNumber(user: string): string {
  const text = plainText(user);
  const groups = /^(?:\+?86)?(1[3-9]\d)(\d{4})(\d{4})$/.exec(text);
  return groups === null ? text : groups.slice(1).join(' ');
}
