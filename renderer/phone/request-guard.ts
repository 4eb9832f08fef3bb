/**
 * Looks at a request before SIP.js does, which drops in silence what it cannot parse and takes some of what it must not:
 * says which answer a broken request gets (RFC 4475 goes through them), and writes that answer. Pure; keeps no state.
 */
import { sdpObjection, warningOf } from './sdp-gate.ts';
import { readRaw, valuesOf, type RawMessage } from './sip-header.ts';

export interface Refusal {
  readonly status: number;
  readonly phrase: string;
  readonly headers?: readonly string[];
}

/** RFC 3261 8.1.1: without them nobody can tell whose answer it is. */
const mandatory = ['to', 'from', 'call-id', 'cseq', 'via'] as const;
/** RFC 3261 7.3.1: no lists */
const single = ['to', 'from', 'call-id', 'cseq', 'max-forwards', 'content-type'] as const;
const schemes = new Set(['sip', 'sips', 'tel']);

const bad = (phrase: string): Refusal => ({ status: 400, phrase });

/** null: nothing against it, or nothing that could be answered (a response, an ACK) */
export function refusalOf(message: string): Refusal | null {
  if (message.startsWith('SIP/') || message.startsWith('ACK ')) return null;
  const raw = readRaw(message);
  return ofRequestLine(raw.startLine) ?? ofHeaders(raw) ?? ofLength(raw) ?? ofExtensions(raw);
}

/** The answer as it goes to the wire (RFC 3261 8.2.6.2); null where there is not even a Via to send it by. */
export function refusalText(message: string, { status, phrase, headers = [] }: Refusal, toTag: string): string | null {
  const raw = readRaw(message);
  const vias = valuesOf(raw, 'via');
  if (vias.length === 0) return null;
  const [to] = valuesOf(raw, 'to');
  const copied = (name: string, as: string): string[] =>
    valuesOf(raw, name)
      .slice(0, 1)
      .map((value) => `${as}: ${value}`);
  return [
    `SIP/2.0 ${status} ${phrase}`,
    ...vias.map((via) => `Via: ${via}`),
    ...copied('from', 'From'),
    ...(to === undefined ? [] : [`To: ${/;\s*tag\s*=/i.test(to) ? to : `${to};tag=${toTag}`}`]),
    ...copied('call-id', 'Call-ID'),
    ...copied('cseq', 'CSeq'),
    ...headers,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

function ofRequestLine(line: string): Refusal | null {
  // exactly one space between the three and none after them (RFC 3261 7.1)
  const [, , uri, version] = /^(\S+) (\S+) (\S+)$/.exec(line) ?? [];
  if (uri === undefined || version === undefined) return bad('Malformed Request-Line');
  if (!/^SIP\/\d+\.\d+$/i.test(version)) return bad('Malformed Request-Line');
  // RFC 3261 21.5.6
  if (version.toUpperCase() !== 'SIP/2.0') return { status: 505, phrase: 'Version Not Supported' };
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return bad('Malformed Request-URI');
  // RFC 3261 8.2.2.1
  if (!schemes.has(scheme)) return { status: 416, phrase: 'Unsupported URI Scheme' };
  // RFC 3261 19.1.1: headers are not allowed in a Request-URI
  return /\?[^@]*$/.test(uri) ? bad('Headers in Request-URI') : null;
}

function ofHeaders(raw: RawMessage): Refusal | null {
  for (const name of mandatory) if (valuesOf(raw, name).length === 0) return bad(`Missing ${name} Header`);
  for (const name of single) if (valuesOf(raw, name).length > 1) return bad(`Multiple ${name} Headers`);
  for (const name of ['to', 'from'] as const)
    if (!isAddress(valuesOf(raw, name)[0] ?? '')) return bad(`Malformed ${name} Header`);
  const [, number, method] = /^(\d+)\s+(\S+)$/.exec(valuesOf(raw, 'cseq')[0] ?? '') ?? [];
  // RFC 3261 8.1.1.5: less than 2**31
  if (number === undefined || Number(number) >= 2 ** 31) return bad('Malformed CSeq Header');
  return method === raw.startLine.split(' ')[0] ? null : bad('CSeq Method Mismatch');
}

/** name-addr or addr-spec with its parameters (RFC 3261 25.1), as far as it can be told without the whole grammar */
function isAddress(value: string): boolean {
  const rest = value.replace(/^"(?:[^"\\]|\\[^])*"\s*/, '');
  // a quoted string that never ends
  if (rest.startsWith('"')) return false;
  const [, name, uri] = /^([^<>]*)<([^<>]*)>/.exec(rest) ?? [];
  if (uri === undefined) return /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+/.test(rest);
  // only tokens may stand unquoted before it: no comma
  return /^[A-Za-z][A-Za-z0-9+.-]*:\S+$/.test(uri) && !/[,"]/.test(name ?? '');
}

function ofLength(raw: RawMessage): Refusal | null {
  const lengths = new Set(valuesOf(raw, 'content-length'));
  const [length] = lengths;
  if (length === undefined) return null;
  if (lengths.size > 1 || !/^\d{1,9}$/.test(length)) return bad('Malformed Content-Length Header');
  // RFC 3261 18.3
  return Number(length) > new TextEncoder().encode(raw.body).length ? bad('Content-Length Larger Than Message') : null;
}

/** RFC 3261 8.2.2.3; those of an INVITE are the matter of the call, which then stands in the history. */
function ofExtensions(raw: RawMessage): Refusal | null {
  if (raw.startLine.startsWith('INVITE ') || raw.startLine.startsWith('CANCEL ')) return null;
  const required = valuesOf(raw, 'require').join(', ');
  return required === ''
    ? null
    : { status: 420, phrase: 'Bad Extension', headers: [`Unsupported: ${required.slice(0, 200)}`] };
}

/**
 * An offer in a call (RFC 3261 14.2: 488, and the call goes on as it was). That of a new call is the matter of the call, which
 * then stands in the history. `hasDialog` is asked by SIP.js' own id: Call-ID, our tag, theirs.
 */
export function offerRefusalOf(message: string, hasDialog: (id: string) => boolean): Refusal | null {
  if (!message.startsWith('INVITE ')) return null;
  const raw = readRaw(message);
  const tagIn = (name: string): string | undefined =>
    /;\s*tag\s*=\s*([^\s;>]+)\s*(?:;|$)/i.exec(valuesOf(raw, name)[0] ?? '')?.[1];
  const [ours, theirs] = [tagIn('to'), tagIn('from')];
  if (raw.body === '' || ours === undefined) return null;
  if (!hasDialog(`${valuesOf(raw, 'call-id')[0] ?? ''}${ours}${theirs ?? ''}`)) return null;
  // RFC 3261 18.3: what is beyond the length is no part of it
  const length = Number(valuesOf(raw, 'content-length')[0] ?? Number.POSITIVE_INFINITY);
  const body = new TextDecoder().decode(new TextEncoder().encode(raw.body).slice(0, length));
  const objection = body === '' ? null : sdpObjection(body);
  return objection === null ? null : { status: 488, phrase: 'Not Acceptable Here', headers: [warningOf(objection)] };
}
