// What sipp is given: every scenario can be made, hostile identities stay what they are, and sipp's trace is read right.
import { expect, test } from 'vitest';
import { bytes, scenario, type ScenarioOptions } from './scenario.ts';
import { audioPort, header, parseTrace } from './sip-trace.ts';

const options: ScenarioOptions = {
  name: 'call',
  to: '4008001234',
  token: 'abc',
  from: '"x" <sip:1@a>',
  address: '<sip:1@a>',
  headers: ['Subject: [len]'],
  offer: 'audio',
  rtpPort: 4000,
};

test.each(['call', 'transfer', 'flood'])('%s.xml leaves no word open', (name) => {
  expect(scenario({ ...options, name, words: { ringMs: '1000' } })).not.toMatch(/\{\{|undefined/);
});

test('what sipp would take for its own words is said literally, and bytes stay bytes', () => {
  const from = `${bytes(Uint8Array.of(0x22, 0xff, 0x5b, 0x6c, 0x65, 0x6e, 0x5d, 0x22))} <sip:1@a>`;
  const xml = scenario({ ...options, from });
  expect(xml).toContain('From: "\xff[bracket]len]" <sip:1@a>;tag=abc');
  expect(xml).toContain('Subject: [bracket]len]\n');
  expect(bytes('张')).toBe('\xe5\xbc\xa0');
  expect(() => scenario({ ...options, from: ']]>' })).toThrow('cannot send');
});

test('an offer without audio has no audio', () => {
  expect(audioPort(scenario(options))).toBe(4000);
  for (const offer of ['video-only', 'no-media', 'garbage'] as const) {
    const [invite = ''] = scenario({ ...options, offer }).split('</send>');
    expect(audioPort(invite)).toBeUndefined();
  }
});

test("sipp's trace is cut into messages", () => {
  const trace = [
    '----------------------------------------------- 2026-11-24\t07:30:00.123456',
    'UDP message sent (614 bytes):',
    '',
    'INVITE sip:4008001234@127.0.0.1 SIP/2.0\r\nCSeq: 1 INVITE\r\nCall-ID: a@b\r\n\r\nv=0\r\n',
    '----------------------------------------------- 2026-11-24\t07:30:00.223456',
    'UDP message received [320] bytes :',
    '',
    'SIP/2.0 607 Unwanted\r\nCSeq: 1 INVITE\r\n\r\n',
    '',
  ].join('\n');
  const messages = parseTrace(trace);
  expect(messages).toMatchObject([
    { direction: 'sent', method: 'INVITE', cseqMethod: 'INVITE' },
    { direction: 'received', status: 607, cseqMethod: 'INVITE' },
  ]);
  expect((messages[1]?.at ?? 0) - (messages[0]?.at ?? 0)).toBe(100);
  expect(header(messages[0]?.text ?? '', 'call-id')).toBe('a@b');
  expect(parseTrace('')).toEqual([]);
});
