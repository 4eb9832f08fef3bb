/**
 * Who may talk to the web host: the exact Host, the exact Origin, and a session that was started with the one-time token.
 * Pure but for its random numbers; must not know what is served.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { sessionSeconds } from './web-session.ts';

export class Access {
  readonly #port: number;
  readonly #session: string;
  #token: string | null = randomBytes(32).toString('base64url');

  constructor(port: number, session: string) {
    this.#port = port;
    this.#session = session;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/?token=${this.#token ?? ''}`;
  }

  get origins(): readonly string[] {
    return [`http://127.0.0.1:${this.#port}`, `http://localhost:${this.#port}`];
  }

  /** Another name in Host is DNS rebinding: a foreign page that points its own name at 127.0.0.1. */
  isOwnHost(headers: IncomingHttpHeaders): boolean {
    return headers.host === `127.0.0.1:${this.#port}` || headers.host === `localhost:${this.#port}`;
  }

  /** The page and its socket must have one and the same name: cookies know nothing of ports. */
  isOwnOrigin(headers: IncomingHttpHeaders): boolean {
    return headers.host !== undefined && headers.origin === `http://${headers.host}` && this.isOwnHost(headers);
  }

  hasSession(headers: IncomingHttpHeaders): boolean {
    const prefix = `${this.#cookieName}=`;
    const values = (headers.cookie ?? '')
      .split(';')
      .map((part) => part.trim())
      .filter((part) => part.startsWith(prefix))
      .map((part) => part.slice(prefix.length));
    return values.some((value) => isSame(value, this.#session));
  }

  /** Good once. Answers the Set-Cookie value, or null for a wrong or used token. */
  exchange(token: string): string | null {
    if (this.#token === null || !isSame(token, this.#token)) return null;
    this.#token = null;
    return `${this.#cookieName}=${this.#session}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${sessionSeconds}`;
  }

  /** All ports of a host share its cookies: two desks must not overwrite one another's. */
  get #cookieName(): string {
    return `linewarden-${this.#port}`;
  }
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(wanted)];
  return a.length === b.length && timingSafeEqual(a, b);
}
