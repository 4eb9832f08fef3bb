import { describe, expect, it } from 'vitest';
import { offerRefusalOf, refusalOf, refusalText } from './request-guard.ts';
import { chromeOffer } from './test-support/sdp-samples.ts';

const invite = (change: (text: string) => string = (text) => text): string =>
  change(
    [
      'INVITE sip:agent1@lab.example SIP/2.0',
      'Via: SIP/2.0/WS one.example;branch=z9hG4bK1',
      'v: SIP/2.0/UDP two.example;branch=z9hG4bK2',
      'Max-Forwards: 70',
      'From: "李, 雷 \\"x\\"" <sip:13800138000@lab.example;user=phone>;tag=a',
      'To: <sip:agent1@lab.example>',
      'Call-ID: one',
      'CSeq: 1',
      '  INVITE',
      'Content-Length: 2',
      '',
      'x=',
    ].join('\r\n'),
  );

describe('a request is let through', () => {
  it.each([
    ['as callers send it', (text: string) => text],
    [
      'with addresses without <>',
      (text: string) => text.replace('To: <sip:agent1@lab.example>', 'To: sip:agent1@lab.example'),
    ],
    ['from a tel URI', (text: string) => text.replace(/^From.*/m, 'From: <tel:+8613800138000>;tag=1')],
    [
      'from nobody, as hidden numbers come',
      (text: string) => text.replace(/^From.*/m, 'From: Anonymous <sip:anonymous@anonymous.invalid>;tag=1'),
    ],
    ['with more body than it says', (text: string) => `${text}rest`],
  ])('%s', (_, change) => expect(refusalOf(invite(change))).toBeNull());
});

describe('a request is refused', () => {
  it.each([
    [400, 'with two spaces', (text: string) => text.replace('INVITE sip', 'INVITE  sip')],
    [
      400,
      'with a Request-URI in <>',
      (text: string) => text.replace('sip:agent1@lab.example SIP', '<sip:agent1@lab.example> SIP'),
    ],
    [
      400,
      'with headers in its Request-URI',
      (text: string) => text.replace('example SIP', 'example?Route=%3Csip:x%3E SIP'),
    ],
    [505, 'of another version', (text: string) => text.replace('SIP/2.0', 'SIP/7.0')],
    [
      416,
      'to a scheme nobody knows',
      (text: string) => text.replace('sip:agent1@lab.example SIP', 'soap.beep://192.0.2.103 SIP'),
    ],
    [400, 'without a Call-ID', (text: string) => text.replace(/^Call-ID.*\r\n/m, '')],
    [400, 'with two From', (text: string) => text.replace('To:', 'f: <sip:x@y>;tag=2\r\nTo:')],
    [400, 'with a quote that never ends', (text: string) => text.replace(/^To.*/m, 'To: "J <sip:a@b>')],
    [400, 'with a comma in a bare display name', (text: string) => text.replace(/^To.*/m, 'To: Bell, A <sip:a@b>')],
    [400, 'with a space in an address', (text: string) => text.replace(/^To.*/m, 'To: "W" < sip:a@b >')],
    [400, 'of a sequence number beyond 2**31', (text: string) => text.replace('CSeq: 1', 'CSeq: 36893488147419103232')],
    [400, 'of two methods', (text: string) => text.replace('  INVITE', '  OPTIONS')],
    [400, 'with less body than it says', (text: string) => text.replace('Content-Length: 2', 'Content-Length: 9999')],
    [400, 'with a negative length', (text: string) => text.replace('Content-Length: 2', 'Content-Length: -9')],
  ])('%d %s', (status, _, change) => expect(refusalOf(invite(change))?.status).toBe(status));

  it('420 where it requires what nobody supports', () => {
    const options = invite((text) =>
      text.replaceAll('INVITE', 'OPTIONS').replace('Call-ID', 'Require: nothing\r\nCall-ID'),
    );
    expect(refusalOf(options)).toEqual({ status: 420, phrase: 'Bad Extension', headers: ['Unsupported: nothing'] });
  });

  it('never where it is an ACK or a response', () => {
    expect(refusalOf('ACK  x')).toBeNull();
    expect(refusalOf('SIP/2.0 4294967301 x\r\n\r\n')).toBeNull();
  });

  it('in linear time, however hostile', () => {
    const began = performance.now();
    for (const filler of ['"', '\\', ' ', ',', '<', ';tag', '\r\n '])
      refusalOf(invite((text) => text.replace(/^To.*/m, `To: ${filler.repeat(60_000)}`)));
    expect(performance.now() - began).toBeLessThan(1000);
  });
});

describe('the answer', () => {
  it('carries every Via, and a tag of ours', () => {
    const text = refusalText(invite(), { status: 400, phrase: 'Bad Request' }, 'ours');
    expect(text).toMatch(/^SIP\/2\.0 400 Bad Request\r\n/);
    expect(text?.match(/^Via: /gm)).toHaveLength(2);
    expect(text).toContain('To: <sip:agent1@lab.example>;tag=ours\r\n');
    expect(text).toContain('CSeq: 1 INVITE\r\n');
  });

  it('is none where nobody could get it', () => {
    expect(refusalText('INVITE x', { status: 400, phrase: 'Bad Request' }, 'ours')).toBeNull();
  });
});

describe('an offer in a call', () => {
  const reInvite = (body: string, length = body.length): string =>
    invite((text) =>
      text
        .replace('To: <sip:agent1@lab.example>', 'To: <sip:agent1@lab.example>;tag=b')
        .replace('Content-Length: 2', `c: application/sdp\r\nl: ${length}`)
        .replace(/x=$/, body),
    );

  const inCall = (message: string) => offerRefusalOf(message, (id) => id === 'oneba');

  it('goes through where it is one', () => {
    expect(inCall(reInvite(chromeOffer))).toBeNull();
    expect(inCall(reInvite(`${chromeOffer}\0rest`, chromeOffer.length))).toBeNull();
    expect(inCall(reInvite(''))).toBeNull();
  });

  it('is refused with its reason where it is none', () => {
    expect(inCall(reInvite(chromeOffer.replace('a=setup:actpass', 'a=setup:x')))).toEqual({
      status: 488,
      phrase: 'Not Acceptable Here',
      headers: ['Warning: 399 linewarden "bad setup"'],
    });
    expect(inCall(reInvite(chromeOffer, 40))?.status).toBe(488);
  });

  it('is no matter of the guard where there is no such call: that is answered 481', () => {
    const other = reInvite(chromeOffer, 40).replace('tag=b', 'tag=c');
    expect(refusalOf(other)).toBeNull();
    expect(inCall(other)).toBeNull();
  });
});
