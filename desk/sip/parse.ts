/**
 * The strict parser for one WebSocket frame's SIP message (RFC 3261 7 and 25, RFC 7118 4); it must survive any input
 * without throwing: what is wrong comes back as a code, with the headers to answer 400 by where they can be read.
 */
import { isToken, isUriText, parseNameAddr, parseParams, splitOutside } from './name-addr.ts';
import { SipHeaders, type Header, type SipMessage } from './message.ts';

export type SipParseErrorCode =
  | 'too-large'
  | 'encoding'
  | 'no-end-of-headers'
  | 'start-line'
  | 'version'
  | 'header-line'
  | 'too-many-headers'
  | 'missing-header'
  | 'repeated-header'
  | 'via'
  | 'address'
  | 'cseq'
  | 'content-length';

export interface SipParseFailure {
  readonly ok: false;
  readonly code: SipParseErrorCode;
  /** Present when the text was a request, other than ACK, with all that a response must repeat. */
  readonly answerable?: SipHeaders;
}

export type SipParseResult = { readonly ok: true; readonly message: SipMessage } | SipParseFailure;

export const MAX_MESSAGE_BYTES = 65_536;
const MAX_HEADERS = 256;
const REPEATED_BY_RESPONSES = ['via', 'from', 'to', 'call-id', 'cseq'] as const;
/** Header fields that may stand once only (RFC 3261 20): two of them could be read two ways. */
const ONCE = ['from', 'to', 'call-id', 'cseq', 'max-forwards', 'content-type', 'expires'] as const;

/** RFC 3261 7.3.3 and the later compact forms of RFC 3515, 3892, 4028, 6665. */
const COMPACT: Readonly<Record<string, string>> = {
  i: 'call-id',
  m: 'contact',
  e: 'content-encoding',
  l: 'content-length',
  c: 'content-type',
  f: 'from',
  s: 'subject',
  k: 'supported',
  t: 'to',
  v: 'via',
  r: 'refer-to',
  b: 'referred-by',
  x: 'session-expires',
  o: 'event',
  u: 'allow-events',
};

type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string };

export function parseSipMessage(frame: string | Uint8Array): SipParseResult {
  const text = typeof frame === 'string' ? frame : decodeUtf8(frame);
  if (text === null) return { ok: false, code: 'encoding' };
  if (Buffer.byteLength(text) > MAX_MESSAGE_BYTES) return { ok: false, code: 'too-large' };
  // RFC 3261 7.5: CRLF before the start line is ignored.
  let start = 0;
  while (text.startsWith('\r\n', start)) start += 2;
  const headEnd = text.indexOf('\r\n\r\n', start);
  if (headEnd < 0) return { ok: false, code: 'no-end-of-headers' };
  const [firstLine = '', ...lines] = text.slice(start, headEnd).split('\r\n');
  const headers = parseHeaders(lines);
  const startLine = parseStartLine(firstLine);
  if (typeof headers === 'string') return { ok: false, code: headers };

  const isRequest = !/^SIP\//i.test(firstLine) && !/^ACK\b/.test(firstLine);
  const answerable = isRequest && REPEATED_BY_RESPONSES.every((name) => headers.first(name) !== undefined);
  const fail = (code: SipParseErrorCode): SipParseFailure =>
    answerable ? { ok: false, code, answerable: headers } : { ok: false, code };
  if (typeof startLine === 'string') return fail(startLine);
  return parseFields(startLine, headers, text.slice(headEnd + 4), fail);
}

function parseFields(
  startLine: StartLine,
  headers: SipHeaders,
  rawBody: string,
  fail: (code: SipParseErrorCode) => SipParseFailure,
): SipParseResult {
  for (const name of REPEATED_BY_RESPONSES) if (headers.first(name) === undefined) return fail('missing-header');
  for (const name of ONCE) if (headers.all(name).length > 1) return fail('repeated-header');
  const branch = topBranch(headers.first('via') ?? '');
  if (branch === null) return fail('via');
  const from = parseNameAddr(headers.first('from') ?? '');
  const to = parseNameAddr(headers.first('to') ?? '');
  if (from === null || to === null) return fail('address');
  const callId = headers.first('call-id') ?? '';
  if (!/^[^\s,]{1,512}$/.test(callId)) return fail('header-line');
  const cseq = parseCseq(headers.first('cseq') ?? '');
  if (cseq === null) return fail('cseq');
  // RFC 3261 8.1.1.5: the method of CSeq is the method of the request.
  if (startLine.kind === 'request' && startLine.method !== cseq.method) return fail('cseq');
  const body = bodyOf(headers, rawBody);
  if (body === null) return fail('content-length');
  return { ok: true, message: { ...startLine, headers, branch, from, to, callId, cseq, body } };
}

function decodeUtf8(bytes: Uint8Array): string | null {
  if (bytes.byteLength > MAX_MESSAGE_BYTES) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parseStartLine(line: string): StartLine | SipParseErrorCode {
  const response = /^SIP\/2\.0 ([1-6][0-9][0-9]) ([^\r\n]*)$/i.exec(line);
  if (response) return { kind: 'response', status: Number(response[1]), reason: response[2] ?? '' };
  const [method, uri, version, ...rest] = line.split(' ');
  // One space only between the three (RFC 3261 7.1), and never angle brackets round the URI.
  if (method === undefined || uri === undefined || version === undefined || rest.length > 0) return 'start-line';
  if (!isToken(method) || !isUriText(uri)) return 'start-line';
  if (/^SIP\/[0-9]+\.[0-9]+$/i.test(version) && version.toUpperCase() !== 'SIP/2.0') return 'version';
  return version.toUpperCase() === 'SIP/2.0' ? { kind: 'request', method, uri } : 'start-line';
}

function parseHeaders(lines: readonly string[]): SipHeaders | SipParseErrorCode {
  const entries: Header[] = [];
  for (const line of lines) {
    if (/[\r\n]/.test(line)) return 'header-line';
    const previous = entries.at(-1);
    if (line.startsWith(' ') || line.startsWith('\t')) {
      // Folding, RFC 3261 7.3.1: a line that starts with white space continues the one before.
      if (previous === undefined) return 'header-line';
      entries[entries.length - 1] = [previous[0], `${previous[1]} ${line.trim()}`.trim()];
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd().toLowerCase();
    if (colon < 0 || !isToken(name)) return 'header-line';
    if (entries.length >= MAX_HEADERS) return 'too-many-headers';
    entries.push([(Object.hasOwn(COMPACT, name) ? COMPACT[name] : undefined) ?? name, line.slice(colon + 1).trim()]);
  }
  return new SipHeaders(entries);
}

function topBranch(via: string): string | null {
  const top = splitOutside(via, ',')?.[0];
  if (top === undefined) return null;
  const semicolon = top.indexOf(';');
  const sentBy = (semicolon < 0 ? top : top.slice(0, semicolon)).replace(/[ \t]+/g, ' ').trim();
  if (!/^SIP ?\/ ?2\.0 ?\/ ?[A-Za-z0-9.-]+ [^\s]+( ?: ?[0-9]{1,5})?$/i.test(sentBy)) return null;
  const branch = semicolon < 0 ? undefined : parseParams(top.slice(semicolon))?.get('branch');
  return branch === undefined || branch === '' ? null : branch;
}

function parseCseq(value: string): { seq: number; method: string } | null {
  const match = /^([0-9]{1,10})[ \t]+([^\s]+)$/.exec(value);
  const seq = Number(match?.[1]);
  const method = match?.[2] ?? '';
  // RFC 3261 8.1.1.5: less than 2**31.
  return match !== null && seq < 2 ** 31 && isToken(method) ? { seq, method } : null;
}

/** Content-Length is optional over WebSocket; where it stands it must be true, and octets after it are dropped. */
function bodyOf(headers: SipHeaders, rawBody: string): string | null {
  const lengths = headers.all('content-length');
  const [value] = lengths;
  if (value === undefined) return rawBody;
  if (lengths.some((other) => other !== value) || !/^[0-9]{1,9}$/.test(value)) return null;
  const bytes = Buffer.from(rawBody);
  const length = Number(value);
  if (length > bytes.byteLength) return null;
  return length === bytes.byteLength ? rawBody : bytes.subarray(0, length).toString();
}
