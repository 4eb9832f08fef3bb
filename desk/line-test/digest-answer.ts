/** Answers a digest challenge (RFC 7616; RFC 8760 for SHA-256 in SIP). Pure: the client nonce is passed in. */
import { createHash } from 'node:crypto';
import { quote } from '../sip/name-addr.ts';
import { parseDigest } from '../sip/digest.ts';

export interface DigestCredentials {
  readonly user: string;
  readonly password: string;
}

export interface DigestRequest {
  readonly method: string;
  readonly uri: string;
  readonly cnonce: string;
  /** how often this nonce was used, from 1 */
  readonly count: number;
}

const hashes: Readonly<Record<string, string>> = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' };
/** RFC 8760 2.4: the server's order of preference counts; ours only leaves out what we cannot do. */
const isSupported = (challenge: ReadonlyMap<string, string>): boolean =>
  Object.hasOwn(hashes, algorithmOf(challenge)) && challenge.has('realm') && challenge.has('nonce');

const algorithmOf = (challenge: ReadonlyMap<string, string>): string =>
  (challenge.get('algorithm') ?? 'MD5').toUpperCase();

/** The value of the Authorization header; null when none of the challenges can be answered. */
export function answerChallenge(
  challenges: readonly string[],
  { user, password }: DigestCredentials,
  { method, uri, cnonce, count }: DigestRequest,
): string | null {
  const challenge = challenges.map(parseDigest).find((params) => params !== null && isSupported(params));
  if (!challenge) return null;
  const algorithm = algorithmOf(challenge);
  const hash = (text: string): string =>
    createHash(hashes[algorithm] ?? 'md5')
      .update(text)
      .digest('hex');
  const realm = challenge.get('realm') ?? '';
  const nonce = challenge.get('nonce') ?? '';
  const ha1 = hash(`${user}:${realm}:${password}`);
  const ha2 = hash(`${method}:${uri}`);
  const fields = [
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `uri=${quote(uri)}`,
    `algorithm=${algorithm}`,
  ];
  const hasAuth = (challenge.get('qop') ?? '').split(',').some((qop) => qop.trim().toLowerCase() === 'auth');
  if (hasAuth) {
    const nc = count.toString(16).padStart(8, '0');
    fields.push(
      `response="${hash(`${ha1}:${nonce}:${nc}:${cnonce}:auth:${ha2}`)}"`,
      'qop=auth',
      `nc=${nc}`,
      `cnonce=${quote(cnonce)}`,
    );
  } else {
    fields.push(`response="${hash(`${ha1}:${nonce}:${ha2}`)}"`);
  }
  const opaque = challenge.get('opaque');
  if (opaque !== undefined) fields.push(`opaque=${quote(opaque)}`);
  return `Digest ${fields.join(', ')}`;
}
