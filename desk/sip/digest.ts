/** Digest access authentication as SIP uses it (RFC 3261 22, RFC 7616): its headers read, its MD5 computed; decides nothing. */
import { createHash } from 'node:crypto';
import { isToken, splitOutside, unquote } from './name-addr.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

export const digestHa1 = (user: string, realm: string, password: string): string => md5(`${user}:${realm}:${password}`);

export interface DigestInput {
  readonly ha1: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  readonly nc: string;
  readonly cnonce: string;
}

/** RFC 7616 3.4.1 for qop `auth`. */
export const digestResponse = (d: DigestInput): string =>
  md5(`${d.ha1}:${d.nonce}:${d.nc}:${d.cnonce}:auth:${md5(`${d.method}:${d.uri}`)}`);

/** The parameters of `Digest …`, or `null` when it is malformed or another scheme. */
export function parseDigest(value: string): ReadonlyMap<string, string> | null {
  const match = /^Digest[ \t]+(.*)$/is.exec(value);
  const parts = match === null ? null : splitOutside(match[1] ?? '', ',');
  if (parts === null) return null;
  const params = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = part.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    const raw = part.slice(equals + 1).trim();
    if (equals < 0 || !isToken(name) || params.has(name)) return null;
    const quoted = raw.length >= 2 && raw.startsWith('"') && raw.endsWith('"');
    if (!quoted && !isToken(raw)) return null;
    params.set(name, quoted ? unquote(raw) : raw);
  }
  return params;
}
