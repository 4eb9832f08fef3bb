import { expect, test } from 'vitest';
import { endOfRinging, orphanEnded } from './orphan-calls.ts';
import type { KeptRing } from './kept-dialogs.ts';

const ringing = [
  'SIP/2.0 180 Ringing',
  'Via: SIP/2.0/WS 127.0.0.1:5066;branch=z9hG4bKtop',
  'Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bKcaller',
  'Record-Route: <sip:127.0.0.1:5066;transport=ws;lr>',
  'From: "Bob" <sip:13800138000@carrier.example>;tag=caller',
  'To: <sip:400@line.example>;tag=desk',
  'CSeq: 7 INVITE',
  'Call-ID: abc@carrier.example',
  'Contact: <sip:desk@x.invalid;transport=ws>',
  'Supported: outbound',
  'Content-Length: 0',
  '',
  '',
].join('\r\n');

const invite = [
  'INVITE sip:10086@line.example SIP/2.0',
  'Via: SIP/2.0/WSS x.invalid;branch=z9hG4bKours',
  'Max-Forwards: 70',
  'To: <sip:10086@line.example>',
  'From: <sip:agent1@line.example>;tag=ours',
  'Call-ID: def',
  'CSeq: 2 INVITE',
  'Contact: <sip:desk@x.invalid;transport=ws>',
  'Content-Type: application/sdp',
  'Content-Length: 4',
  '',
  'v=0',
].join('\r\n');

/** What the page that died had kept of a call that began at 1 s and whose last message was this. */
const kept = (sent: string): KeptRing => ({
  kind: 'ringing',
  call: 'c',
  line: 'main',
  aor: 'a',
  shown: '',
  known: null,
  since: 1_000,
  sent,
});

test('a call that rang gets a final answer, with the tag of its 180 and every Via, and nothing else', () => {
  expect(endOfRinging({ call: 'c', sent: ringing })?.split('\r\n')).toEqual([
    'SIP/2.0 480 Temporarily Unavailable',
    'Via: SIP/2.0/WS 127.0.0.1:5066;branch=z9hG4bKtop',
    'Via: SIP/2.0/UDP 127.0.0.1:5080;branch=z9hG4bKcaller',
    'Record-Route: <sip:127.0.0.1:5066;transport=ws;lr>',
    'From: "Bob" <sip:13800138000@carrier.example>;tag=caller',
    'To: <sip:400@line.example>;tag=desk',
    'CSeq: 7 INVITE',
    'Call-ID: abc@carrier.example',
    'Content-Length: 0',
    '',
    '',
  ]);
});

test('a call that was still being judged gets the same, with a tag of its own, and did not ring', () => {
  const trying = ringing.replace('180 Ringing', '100 Trying').replace(';tag=desk', '');
  const end = endOfRinging({ call: '01JCALL', sent: trying });
  expect(end).toBe(endOfRinging({ call: 'c', sent: ringing })?.replace('tag=desk', 'tag=01JCALL'));
  expect(orphanEnded(kept(trying), 4_000)).toMatchObject({ data: { outcome: 'missed', status: 480, ringMs: 0 } });
});

test('a call that was being dialled gets its CANCEL: same Via, same CSeq number (RFC 3261 9.1)', () => {
  expect(endOfRinging({ call: 'c', sent: invite })?.split('\r\n')).toEqual([
    'CANCEL sip:10086@line.example SIP/2.0',
    'Via: SIP/2.0/WSS x.invalid;branch=z9hG4bKours',
    'Max-Forwards: 70',
    'To: <sip:10086@line.example>',
    'From: <sip:agent1@line.example>;tag=ours',
    'Call-ID: def',
    'CSeq: 2 CANCEL',
    'Content-Length: 0',
    '',
    '',
  ]);
});

test.each([
  '',
  'SIP/2.0 200 OK\r\n\r\n',
  'INVITE sip:x SIP/2.0\r\n\r\n',
  'BYE sip:x SIP/2.0\r\nVia: v\r\nCSeq: 1 BYE\r\n\r\n',
])('%j is neither, and nothing is sent', (sent) => expect(endOfRinging({ call: 'c', sent })).toBeNull());

test('its last event says missed, or failed where it went out', () => {
  expect(orphanEnded(kept(ringing), 4_000)).toMatchObject({
    type: 'call.ended',
    data: { by: 'network', outcome: 'missed', status: 480, ringMs: 3_000, talkMs: 0 },
  });
  expect(orphanEnded(kept(invite), 4_000)).toMatchObject({ data: { outcome: 'failed', status: 487 } });
});
