/** How the messages of RFC 4475 are written down here: line by line as the RFC prints them, its notations spelled out. */

export interface TortureMessage {
  /** the RFC's own name */
  readonly id: string;
  readonly section: string;
  readonly title: string;
  readonly bytes: Uint8Array;
  /** what the RFC asks of a user agent that gets it */
  readonly requires: string;
  /** final answers that fulfil it, from a desk whose address of record is sip:user@example.com; none: nothing may be answered */
  readonly answers: readonly number[] | 'none';
  /** the same, sent to the desk's own address where the RFC's Request-URI names somebody else */
  readonly aimed?: readonly number[];
}

const encoder = new TextEncoder();

/** Lines as the RFC shows them, each ended by CRLF. */
export const lines = (...all: string[]): Uint8Array => encoder.encode(all.map((line) => `${line}\r\n`).join(''));

/** <repeat count=…> of RFC 4475 2 */
export const repeat = (text: string, count: number): string => text.repeat(count);

/** <hex> of RFC 4475 2 */
export const hex = (text: string): Uint8Array =>
  Uint8Array.from(text.replaceAll(/\s/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

export function join(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** The session description that most of them carry. */
export const sdp = (address: string, time = '0 0'): readonly string[] => [
  'v=0',
  `o=mhandley 29739 7272939 IN IP4 ${address}`,
  's=-',
  `c=IN IP4 ${address}`,
  `t=${time}`,
  'm=audio 49217 RTP/AVP 0 12',
  'm=video 3227 RTP/AVP 31',
  'a=rtpmap:31 LPC',
];

/** The same octets but for the Request-URI. */
export function aimAt(bytes: Uint8Array, uri: string): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1');
  const end = text.indexOf('\r\n');
  const aimed = text.slice(0, end).replace(/^(\S+) \S+ /, (_, method: string) => `${method} ${uri} `);
  return Uint8Array.from(Buffer.from(aimed + text.slice(end), 'latin1'));
}
