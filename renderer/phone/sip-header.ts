/** The headers of a raw SIP message, read without judging them (RFC 3261 7.3). Pure; SIP.js does the real parsing. */

export interface RawMessage {
  readonly startLine: string;
  /** in order, names in lower case and long form, values unfolded; a line without a colon has the name '' */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
}

/** RFC 3261 7.3.3, RFC 3515 and their kin */
const longNames: Readonly<Record<string, string>> = {
  v: 'via',
  f: 'from',
  t: 'to',
  i: 'call-id',
  m: 'contact',
  l: 'content-length',
  c: 'content-type',
  e: 'content-encoding',
  k: 'supported',
  s: 'subject',
  r: 'refer-to',
  // RFC 4028 4
  x: 'session-expires',
};

/** one message is looked at by several, one after the other: it is read once */
let last: { readonly message: string; readonly raw: RawMessage } = {
  message: '',
  raw: { startLine: '', headers: [], body: '' },
};

export function readRaw(message: string): RawMessage {
  if (last.message !== message) last = { message, raw: read(message) };
  return last.raw;
}

function read(message: string): RawMessage {
  const end = message.indexOf('\r\n\r\n');
  const head = end < 0 ? message : message.slice(0, end);
  const [startLine = '', ...lines] = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = lines
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':');
      const name = (colon < 0 ? '' : line.slice(0, colon)).trim().toLowerCase();
      return {
        name: (Object.hasOwn(longNames, name) ? longNames[name] : undefined) ?? name,
        value: line.slice(colon + 1).trim(),
      };
    });
  return { startLine, headers, body: end < 0 ? '' : message.slice(end + 4) };
}

export function valuesOf({ headers }: RawMessage, name: string): readonly string[] {
  return headers.filter((header) => header.name === name).map(({ value }) => value);
}
