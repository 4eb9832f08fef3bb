/**
 * The shape of a SIP message once parsed, and how one is written to the wire; it knows nothing of transactions,
 * dialogs or sockets, and what it writes can never be split by a CR or LF that came in with a value.
 */
import { parseNameAddr, type NameAddr } from './name-addr.ts';

export type Header = readonly [name: string, value: string];

export class SipHeaders {
  readonly #entries: readonly Header[];

  /** Names must be lower case and in their long form already. */
  constructor(entries: readonly Header[]) {
    this.#entries = entries;
  }

  first(name: string): string | undefined {
    return this.#entries.find(([n]) => n === name)?.[1];
  }

  all(name: string): string[] {
    return this.#entries.filter(([n]) => n === name).map(([, value]) => value);
  }
}

interface SipMessageParts {
  readonly headers: SipHeaders;
  /** `branch` of the topmost Via: the transaction's name (RFC 3261 17.1.3, 17.2.3). */
  readonly branch: string;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly callId: string;
  readonly cseq: { readonly seq: number; readonly method: string };
  readonly body: string;
}

export interface SipRequest extends SipMessageParts {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
}

export interface SipResponse extends SipMessageParts {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
}

export type SipMessage = SipRequest | SipResponse;

export function writeMessage(startLine: string, headers: readonly Header[], body = ''): string {
  const lines = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`)].map(oneLine);
  return `${lines.join('\r\n')}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

const oneLine = (line: string): string => line.replace(/[\r\n]+/g, ' ');

/** Answers one request; bound to it and to its socket. */
export type Reply = (status: number, reason: string, headers?: readonly Header[]) => void;

export interface ReplyParts {
  readonly toTag?: string;
  readonly headers?: readonly Header[];
  readonly body?: string;
}

/** Builds a response as RFC 3261 8.2.6.2 asks: Via, From, To, Call-ID and CSeq are those of the request. */
export function writeReply(to: SipHeaders, status: number, reason: string, parts: ReplyParts = {}): string {
  const toValue = to.first('to') ?? '';
  const address = parseNameAddr(toValue);
  const untagged = address !== null && !address.params.has('tag');
  const tag = parts.toTag !== undefined && untagged ? `;tag=${parts.toTag}` : '';
  const copied: Header[] = [
    ...to.all('via').map((value): Header => ['Via', value]),
    ['From', to.first('from') ?? ''],
    ['To', toValue + tag],
    ['Call-ID', to.first('call-id') ?? ''],
    ['CSeq', to.first('cseq') ?? ''],
  ];
  return writeMessage(`SIP/2.0 ${status} ${reason}`, [...copied, ...(parts.headers ?? [])], parts.body ?? '');
}
