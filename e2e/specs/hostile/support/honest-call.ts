/** A call as an honest PBX would send it, for what hostile messages are made of, and to see that the phone still takes one. */
import { randomInt } from 'node:crypto';
import { message, newId, type HostileServer } from '../../../lab/hostile-server.ts';
import { header } from '../../../lab/sip-trace.ts';

/** A browser's offer; nobody is at its address, which is no matter for signalling. */
export const offer = (more: readonly string[] = []): string =>
  [
    'v=0',
    'o=- 4611731400430051336 2 IN IP4 127.0.0.1',
    's=-',
    't=0 0',
    'm=audio 40000 UDP/TLS/RTP/SAVPF 111 8 101',
    'c=IN IP4 127.0.0.1',
    'a=rtcp-mux',
    'a=ice-ufrag:abcd',
    'a=ice-pwd:abcdefghijklmnopqrstuvwx',
    `a=fingerprint:sha-256 ${Array.from({ length: 32 }, (_, at) => (at * 7 + 16).toString(16).toUpperCase()).join(':')}`,
    'a=setup:actpass',
    'a=mid:0',
    'a=sendrecv',
    'a=rtpmap:111 opus/48000/2',
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=candidate:1 1 udp 2130706431 127.0.0.1 40000 typ host',
    ...more,
    '',
  ].join('\r\n');

export interface Parts {
  readonly callId: string;
  readonly branch: string;
  readonly fromTag: string;
  readonly from: string;
}

/** `random` in [0, 1): the same parts for the same seed. */
export const newParts = (random: () => number = () => randomInt(2 ** 32) / 2 ** 32): Parts => {
  const id = (): string => Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join('');
  return {
    callId: id(),
    branch: `z9hG4bK${id()}`,
    fromTag: id(),
    from: `138${String(Math.floor(random() * 1e8)).padStart(8, '0')}`,
  };
};

export function invite(contact: string, parts: Parts, body = offer(), more: readonly string[] = []): string {
  return message(
    [
      `INVITE ${contact} SIP/2.0`,
      `Via: SIP/2.0/WS hostile.invalid;branch=${parts.branch}`,
      'Max-Forwards: 70',
      `From: "Caller" <sip:${parts.from}@example.com>;tag=${parts.fromTag}`,
      'To: <sip:user@example.com>',
      `Call-ID: ${parts.callId}`,
      'CSeq: 1 INVITE',
      'Contact: <sip:caller@hostile.invalid;transport=ws>',
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      ...more,
    ],
    body,
  );
}

/** A request of the caller in the dialog that an answer of the desk made. */
export function within(
  method: string,
  answer: string,
  cseq: number,
  options: { readonly body?: string; readonly more?: readonly string[]; readonly branch?: string } = {},
): string {
  const { body = '', more = [], branch = `z9hG4bK${newId()}` } = options;
  const target = /<([^>]+)>/.exec(header(answer, 'Contact') ?? '')?.[1] ?? 'sip:user@example.com';
  return message(
    [
      `${method} ${target} SIP/2.0`,
      `Via: SIP/2.0/WS hostile.invalid;branch=${branch}`,
      'Max-Forwards: 70',
      `From: ${header(answer, 'From') ?? ''}`,
      `To: ${header(answer, 'To') ?? ''}`,
      `Call-ID: ${header(answer, 'Call-ID') ?? ''}`,
      `CSeq: ${cseq} ${method}`,
      'Contact: <sip:caller@hostile.invalid;transport=ws>',
      ...(body === '' ? [] : ['Content-Type: application/sdp']),
      ...more,
    ],
    body,
  );
}

/** CANCEL of whatever a provisional answer of the desk belongs to (RFC 3261 9.1). */
export function cancelOf(folded: string, uri: string): string {
  const answer = folded.replaceAll(/\r\n[ \t]+/g, ' ');
  const via = header(answer, 'Via') ?? '';
  return message([
    `CANCEL ${uri} SIP/2.0`,
    `Via: ${via}`,
    'Max-Forwards: 70',
    `From: ${header(answer, 'From') ?? ''}`,
    `To: ${(header(answer, 'To') ?? '').replace(/;tag=[^;]*/, '')}`,
    `Call-ID: ${header(answer, 'Call-ID') ?? ''}`,
    `CSeq: ${/\d+/.exec(header(answer, 'CSeq') ?? '')?.[0] ?? '1'} CANCEL`,
  ]);
}

const is = (status: number, callId: string) => (text: string) =>
  text.startsWith(`SIP/2.0 ${status} `) && header(text, 'Call-ID') === callId;

export const ringing = (server: HostileServer, { callId }: Parts): Promise<string> =>
  server.find('180', is(180, callId));
export const final = (server: HostileServer, { callId }: Parts, status: number, timeoutMs?: number): Promise<string> =>
  server.find(String(status), is(status, callId), timeoutMs);
