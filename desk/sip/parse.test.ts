import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quote, parseNameAddr, parseUri } from './name-addr.ts';
import { writeMessage, writeReply, type Header } from './message.ts';
import { parseSipMessage, type SipParseErrorCode } from './parse.ts';

const HEADERS: readonly Header[] = [
  ['Via', 'SIP/2.0/WS df7jal23ls0d.invalid;branch=z9hG4bK56sdasks'],
  ['From', '"Alice \\"A\\"" <sip:alice@example.com>;tag=asdyka899'],
  ['To', '<sip:bob@example.com>'],
  ['Call-ID', 'asidkj3ss'],
  ['CSeq', '1 INVITE'],
];
const invite = (change: (text: string) => string = (t) => t): string =>
  change(writeMessage('INVITE sip:bob@example.com SIP/2.0', HEADERS, 'v=0\r\n'));
const codeOf = (text: string | Uint8Array): SipParseErrorCode | 'ok' => {
  const parsed = parseSipMessage(text);
  return parsed.ok ? 'ok' : parsed.code;
};

describe('the SIP parser', () => {
  it('reads a request and what was written into it', () => {
    const parsed = parseSipMessage(invite());
    expect(parsed).toMatchObject({
      ok: true,
      message: {
        kind: 'request',
        method: 'INVITE',
        uri: 'sip:bob@example.com',
        branch: 'z9hG4bK56sdasks',
        from: { displayName: 'Alice "A"', uri: 'sip:alice@example.com' },
        callId: 'asidkj3ss',
        cseq: { seq: 1, method: 'INVITE' },
        body: 'v=0\r\n',
      },
    });
  });

  it('reads compact names, folded lines, odd spacing and a response without a reason', () => {
    const text =
      'SIP/2.0 183 \r\nv:  SIP / 2.0 / UDP 192.0.2.2;branch =\r\n z9hG4bK390skdjuw\r\nf : J Rosenberg <sip:j@example.com>' +
      '\r\n ; tag = 98asjd8\r\nt: sip:null-%00-null@example.com;tag=1\r\ni: 1@h\r\ncseq: 0009\r\n  INVITE\r\n\r\n';
    expect(parseSipMessage(text)).toMatchObject({
      ok: true,
      message: { kind: 'response', status: 183, reason: '', branch: 'z9hG4bK390skdjuw', cseq: { seq: 9 } },
    });
  });

  it.each<[string, SipParseErrorCode, (text: string) => string]>([
    ['two spaces in the request line', 'start-line', (t) => t.replace('INVITE sip', 'INVITE  sip')],
    ['a space at the end of the request line', 'start-line', (t) => t.replace('SIP/2.0\r\n', 'SIP/2.0 \r\n')],
    ['a URI in angle brackets', 'start-line', (t) => t.replace('sip:bob@example.com SIP', '<sip:bob@example.com> SIP')],
    ['another version', 'version', (t) => t.replace('SIP/2.0\r\n', 'SIP/7.0\r\n')],
    ['no version', 'start-line', (t) => t.replace(' SIP/2.0\r\n', '\r\n')],
    ['no end of headers', 'no-end-of-headers', (t) => t.replaceAll('\r\n', '\n')],
    ['a bare LF inside a header', 'header-line', (t) => t.replace('asidkj3ss', 'a\nEvil: 1')],
    ['a header without a colon', 'header-line', (t) => t.replace('Call-ID:', 'Call-ID')],
    ['a missing Call-ID', 'missing-header', (t) => t.replace('Call-ID', 'X-Call-ID')],
    ['two From', 'repeated-header', (t) => t.replace('To:', 'f: <sip:x@y.z>;tag=1\r\nTo:')],
    ['a Via without branch', 'via', (t) => t.replace(';branch=z9hG4bK56sdasks', '')],
    ['an unclosed quoted string', 'address', (t) => t.replace('\\"A\\"" <', '\\"A\\" <')],
    ['an unquoted comma in the display name', 'address', (t) => t.replace('<sip:bob@', 'Bob, Bar <sip:bob@')],
    ['a CSeq of another method', 'cseq', (t) => t.replace('1 INVITE', '1 OPTIONS')],
    ['a CSeq of 2^31', 'cseq', (t) => t.replace('1 INVITE', '2147483648 INVITE')],
    ['a Content-Length above the body', 'content-length', (t) => t.replace('Content-Length: 5', 'Content-Length: 6')],
    ['a negative Content-Length', 'content-length', (t) => t.replace('Content-Length: 5', 'Content-Length: -5')],
    ['two unlike Content-Length', 'content-length', (t) => t.replace('Content-Length: 5', 'l: 4\r\nContent-Length: 5')],
    ['300 headers', 'too-many-headers', (t) => t.replace('To:', `${'X: y\r\n'.repeat(300)}To:`)],
    ['70 kB', 'too-large', (t) => t + 'x'.repeat(70_000)],
  ])('refuses %s', (_what, code, change) => {
    expect(codeOf(invite(change))).toBe(code);
  });

  it('gives the headers to answer by for a broken request, and never for ACK or a response', () => {
    const broken = parseSipMessage(invite((t) => t.replace('Content-Length: 5', 'Content-Length: x')));
    expect(!broken.ok && broken.answerable?.first('call-id')).toBe('asidkj3ss');
    const ack = parseSipMessage(
      invite((t) => t.replaceAll('INVITE', 'ACK').replace('Content-Length: 5', 'Content-Length: x')),
    );
    expect(!ack.ok && ack.answerable).toBeUndefined();
    const response = parseSipMessage(invite((t) => t.replace(/^.*\r\n/, 'SIP/2.0 99 x\r\n')));
    expect(!response.ok && response.answerable).toBeUndefined();
  });

  it('drops what follows the Content-Length, and does without one', () => {
    const cut = parseSipMessage(invite((t) => `${t}GARBAGE`));
    expect(cut.ok && cut.message.body).toBe('v=0\r\n');
    const none = parseSipMessage(invite((t) => t.replace('Content-Length: 5\r\n', '')));
    expect(none.ok && none.message.body).toBe('v=0\r\n');
  });

  it('refuses broken UTF-8 in a binary frame', () => {
    expect(codeOf(Buffer.concat([Buffer.from(invite()), Buffer.from([0xc3, 0x28])]))).toBe('encoding');
    expect(codeOf(Buffer.from(invite()))).toBe('ok');
  });

  it('survives anything', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.uint8Array({ maxLength: 400 })),
        (input) => {
          expect(typeof parseSipMessage(input).ok).toBe('boolean');
        },
      ),
      { numRuns: 500 },
    );
  });

  it('survives a good message with pieces cut, doubled and replaced', () => {
    const piece = fc.record({
      at: fc.nat(600),
      cut: fc.nat(40),
      put: fc.oneof(
        fc.string({ maxLength: 20 }),
        fc.constantFrom('\r\n', '\r\n\r\n', '"', '<', '>', ';', ',', ':', '\\', '\0', ' '),
      ),
    });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        let text = invite();
        for (const { at, cut, put } of pieces) text = text.slice(0, at) + put + text.slice(at + cut);
        const parsed = parseSipMessage(text);
        // Whatever passes can be answered without a line of the attacker's making: header count in = header count out.
        if (!parsed.ok || parsed.message.kind !== 'request') return;
        const back = parseSipMessage(writeReply(parsed.message.headers, 200, 'OK', { toTag: 'x' }));
        expect(back.ok && back.message.callId).toBe(parsed.message.callId);
      }),
      { numRuns: 1500 },
    );
  });

  it('stays quick on long hostile values', () => {
    const start = performance.now();
    for (const evil of [
      '"'.repeat(60_000),
      '<'.repeat(60_000),
      ';a='.repeat(20_000),
      ' ;'.repeat(30_000),
      '\\'.repeat(60_000),
    ]) {
      parseSipMessage(invite((t) => t.replace('<sip:bob@example.com>', evil)));
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('addresses', () => {
  it('quotes any display name so that it reads back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const back = parseNameAddr(`${quote(name)} <sip:a@b.c>`);
        expect(back?.displayName).toBe(name.replace(/[\r\n]+/g, ' '));
      }),
    );
  });

  it.each([
    ['sip:14200281101@practice.invalid;transport=ws', '14200281101', 'practice.invalid'],
    ['sips:%61@[2001:db8::1]:5061', 'a', '[2001:db8::1]'],
    ['tel:+86-10-8888', '+86-10-8888', ''],
  ])('reads %s', (text, user, host) => {
    expect(parseUri(text)).toMatchObject({ user, host });
  });

  it.each(['sip:', 'sip:@h', 'sip:a@b@c', 'sip:a@h:99999', 'http://x', 'sip:a b@c', 'sip:%zz@h', 'tel:abc!'])(
    'refuses %s',
    (text) => {
      expect(parseUri(text)).toBeNull();
    },
  );
});
