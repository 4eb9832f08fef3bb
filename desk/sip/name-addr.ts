/**
 * Reads the address parts of SIP header fields (name-addr, addr-spec, parameters, comma lists) with hand-written
 * linear scanners, never with back-tracking patterns; it must never throw: what is malformed is `null`.
 */

export interface NameAddr {
  readonly displayName: string;
  readonly uri: string;
  readonly params: ReadonlyMap<string, string>;
}

export interface SipUri {
  readonly scheme: 'sip' | 'sips' | 'tel';
  /** Percent-decoded; empty where the URI has no user part. */
  readonly user: string;
  readonly host: string;
  /** The raw text after `?`: embedded header fields (RFC 3261 19.1.1), e.g. the `Replaces` of an attended transfer. */
  readonly headers: string;
}

const MAX_PARAMS = 64;
const TOKEN = /^[A-Za-z0-9\-.!%*_+`'~]+$/;

export const isToken = (text: string): boolean => TOKEN.test(text);

/** The index just after the quoted string that starts at `start`, or -1 when it is never closed. */
function endOfQuoted(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text[i];
    if (c === '\\') i++;
    else if (c === '"') return i + 1;
  }
  return -1;
}

export function unquote(text: string): string {
  return text.slice(1, -1).replace(/\\([\s\S])/g, '$1');
}

export function quote(text: string): string {
  // CR and LF can never stand in a quoted string (RFC 3261 25.1), so a hostile display name must lose them here.
  return `"${text.replace(/[\r\n]+/g, ' ').replace(/[\\"]/g, '\\$&')}"`;
}

/** Splits on `separator` outside quoted strings and angle brackets. */
export function splitOutside(text: string, separator: ',' | ';'): string[] | null {
  const parts: string[] = [];
  let from = 0;
  let inAngle = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '"') {
      const end = endOfQuoted(text, i);
      if (end < 0) return null;
      i = end - 1;
    } else if (c === '<') inAngle = true;
    else if (c === '>') inAngle = false;
    else if (c === separator && !inAngle) {
      parts.push(text.slice(from, i).trim());
      from = i + 1;
    }
  }
  parts.push(text.slice(from).trim());
  return parts;
}

/** Reads `;name=value;flag` (the leading semicolon included, or an empty text). */
export function parseParams(text: string): ReadonlyMap<string, string> | null {
  const rest = text.trim();
  const params = new Map<string, string>();
  if (rest === '') return params;
  if (!rest.startsWith(';')) return null;
  const parts = splitOutside(rest.slice(1), ';');
  if (parts === null || parts.length > MAX_PARAMS) return null;
  for (const part of parts) {
    const equals = part.indexOf('=');
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase();
    const raw = equals < 0 ? '' : part.slice(equals + 1).trim();
    if (!isToken(name) || params.has(name)) return null;
    if (raw.startsWith('"')) {
      if (endOfQuoted(raw, 0) !== raw.length) return null;
      params.set(name, unquote(raw));
    } else {
      if (equals >= 0 && !/^[^\s"<>,;=]+$/.test(raw)) return null;
      params.set(name, raw);
    }
  }
  return params;
}

export function parseNameAddr(value: string): NameAddr | null {
  const text = value.trim();
  let displayName = '';
  let open: number;
  if (text.startsWith('"')) {
    const end = endOfQuoted(text, 0);
    if (end < 0) return null;
    displayName = unquote(text.slice(0, end));
    open = end;
    while (text[open] === ' ' || text[open] === '\t') open++;
    if (text[open] !== '<') return null;
  } else {
    open = text.indexOf('<');
    if (open > 0) {
      displayName = text.slice(0, open).trim();
      if (!displayName.split(/[ \t]+/).every(isToken)) return null;
    }
  }
  if (open < 0) return addrSpecForm(text);
  const close = text.indexOf('>', open);
  if (close < 0) return null;
  const uri = text.slice(open + 1, close);
  const params = parseParams(text.slice(close + 1));
  if (params === null || !isUriText(uri)) return null;
  return { displayName, uri, params };
}

/** Without angle brackets, what follows `;` belongs to the header and `?` and `,` are not allowed (RFC 3261 20.10). */
function addrSpecForm(text: string): NameAddr | null {
  const semicolon = text.indexOf(';');
  const uri = (semicolon < 0 ? text : text.slice(0, semicolon)).trim();
  const params = parseParams(semicolon < 0 ? '' : text.slice(semicolon));
  if (params === null || !isUriText(uri) || /[,?]/.test(uri)) return null;
  return { displayName: '', uri, params };
}

/** Any URI by its outer shape: a scheme, a colon, and no white space, quotes or brackets. */
export function isUriText(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/.test(text);
}

export function parseUri(text: string): SipUri | null {
  if (!isUriText(text)) return null;
  const colon = text.indexOf(':');
  const scheme = text.slice(0, colon).toLowerCase();
  const rest = text.slice(colon + 1);
  if (scheme === 'tel') {
    const number = rest.split(';', 1)[0] ?? '';
    return /^\+?[0-9A-Fa-f*#().-]+$/.test(number) ? { scheme, user: number, host: '', headers: '' } : null;
  }
  if (scheme !== 'sip' && scheme !== 'sips') return null;
  const at = rest.indexOf('@');
  const user = at < 0 ? '' : percentDecode(rest.slice(0, at).split(':', 1)[0] ?? '');
  if (at === 0 || user === null) return null;
  const tail = rest.slice(at + 1);
  const question = tail.indexOf('?');
  const headers = question < 0 ? '' : tail.slice(question + 1);
  const hostPort = (question < 0 ? tail : tail.slice(0, question)).split(';', 1)[0] ?? '';
  const match = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9.-]+)(?::([0-9]{1,5}))?$/.exec(hostPort);
  if (match === null || Number(match[2] ?? 0) > 65535) return null;
  return { scheme, user, host: (match[1] ?? '').toLowerCase(), headers };
}

export function percentDecode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
