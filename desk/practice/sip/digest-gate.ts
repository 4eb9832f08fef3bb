/**
 * Whether a desk may register to the practice line: digest (RFC 3261 22; MD5 with qop `auth`, which is what SIP.js can do).
 * It decides about one Authorization header and must never reveal which part of a credential was wrong.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { digestHa1, digestResponse, parseDigest } from '../../sip/digest.ts';

export type DigestVerdict = 'accepted' | 'challenge' | 'stale' | 'forbidden' | 'malformed';

const NONCE_LIFE_MS = 300_000;
const MAX_NONCES = 8;

/** One per socket: a nonce is good only on the connection that it was given to, for five minutes, and never replayed. */
export class DigestGate {
  readonly #realm: string;
  readonly #user: string;
  readonly #ha1: string;
  readonly #now: () => number;
  readonly #nonces = new Map<string, { expiresAt: number; lastCount: number }>();

  constructor(realm: string, user: string, password: string, now: () => number) {
    this.#realm = realm;
    this.#user = user;
    this.#ha1 = digestHa1(user, realm, password);
    this.#now = now;
  }

  /** A fresh WWW-Authenticate value. */
  challenge(stale: boolean): string {
    const nonce = randomBytes(16).toString('hex');
    this.#nonces.set(nonce, { expiresAt: this.#now() + NONCE_LIFE_MS, lastCount: 0 });
    for (const oldest of this.#nonces.keys()) {
      if (this.#nonces.size <= MAX_NONCES) break;
      this.#nonces.delete(oldest);
    }
    return `Digest realm="${this.#realm}", nonce="${nonce}", algorithm=MD5, qop="auth"${stale ? ', stale=true' : ''}`;
  }

  check(authorizations: readonly string[], method: string, requestUri: string): DigestVerdict {
    let ours: ReadonlyMap<string, string> | undefined;
    for (const value of authorizations) {
      if (!/^Digest[ \t]/i.test(value)) continue;
      const params = parseDigest(value);
      if (params === null) return 'malformed';
      // Credentials for another realm are not for us (RFC 3261 22.1): ask for ours.
      if (params.get('realm') === this.#realm) ours ??= params;
    }
    return ours === undefined ? 'challenge' : this.#judge(ours, method, requestUri);
  }

  #judge(params: ReadonlyMap<string, string>, method: string, requestUri: string): DigestVerdict {
    const get = (name: string): string => params.get(name) ?? '';
    const [nonce, nc, cnonce, response] = [get('nonce'), get('nc'), get('cnonce'), get('response').toLowerCase()];
    if (nonce === '' || cnonce === '' || !/^[0-9a-f]{8}$/i.test(nc) || !/^[0-9a-f]{32}$/.test(response))
      return 'malformed';
    if (get('qop').toLowerCase() !== 'auth' || (params.has('algorithm') && get('algorithm').toUpperCase() !== 'MD5')) {
      return 'malformed';
    }
    // RFC 7616 3.4.6: a digest computed for another URI is a replay of something else.
    if (get('uri') !== requestUri) return 'malformed';
    const expected = digestResponse({ ha1: this.#ha1, method, uri: requestUri, nonce, nc, cnonce });
    const same = timingSafeEqual(Buffer.from(expected), Buffer.from(response));
    if (!same || get('username') !== this.#user) return 'forbidden';
    const known = this.#nonces.get(nonce);
    const count = Number.parseInt(nc, 16);
    // The password is right but the nonce is unknown, old or used with this count: ask again without blame (3.3 `stale`).
    if (known === undefined || known.expiresAt <= this.#now() || count <= known.lastCount) return 'stale';
    known.lastCount = count;
    return 'accepted';
  }
}
