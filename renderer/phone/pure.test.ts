/** The small pure parts of the phone. */
import { describe, expect, it } from 'vitest';
import { lineBackOff, waitBefore } from './back-off.ts';
import { plainText, readIdentity, shownNumber, type IdentitySource } from './caller-identity.ts';
import { dialTarget } from './dial-target.ts';
import { troubleOf } from './line-trouble.ts';
import { MediaJudge } from './media-watch.ts';
import { agreesOnPauses, hasAudio, withoutCandidates } from './sdp.ts';
import { redact } from './sip-trace.ts';

describe('back-off', () => {
  it('doubles up to its limit, between a half and the whole of the step', () => {
    expect([1, 2, 3, 7, 50].map((attempt) => waitBefore(attempt, lineBackOff, 0))).toEqual([
      250, 500, 1000, 15_000, 15_000,
    ]);
    expect(waitBefore(1, lineBackOff, 0.999)).toBe(500);
  });
});

describe('who calls', () => {
  const source: IdentitySource = {
    fromUser: 'bob',
    fromName: 'Bob',
    fromHeader: '"Bob" <sip:bob@x>;tag=1',
    asserted: [],
    trustAsserted: true,
  };

  it('is From without an asserted identity', () => {
    expect(readIdentity(source)).toEqual({
      fromUser: 'bob',
      fromName: 'Bob',
      assertedUser: null,
      assertedName: null,
      verstat: null,
    });
  });
  it('is the asserted identity where the line is trusted, SIP or tel', () => {
    const asserted = [
      '"Zhang, San" <sip:%2B8613800138000;verstat=TN-Validation-Passed@carrier.example>, <tel:+8613800138000>',
    ];
    expect(readIdentity({ ...source, asserted })).toMatchObject({ assertedName: 'Zhang, San', verstat: 'passed' });
    expect(readIdentity({ ...source, asserted: ['<tel:+8613800138000;verstat=TN-Validation-Failed>'] })).toMatchObject({
      assertedUser: '+8613800138000',
      assertedName: null,
      verstat: 'failed',
    });
    expect(readIdentity({ ...source, asserted, trustAsserted: false })).toMatchObject({
      assertedUser: null,
      verstat: null,
    });
  });
  it('may be nobody, or 10 kB of hostile text', () => {
    expect(readIdentity({ ...source, fromUser: undefined, fromName: undefined }).fromUser).toBe('');
    const long = readIdentity({ ...source, fromName: 'x'.repeat(10_000), asserted: ['"'.repeat(10_000)] });
    expect(long.fromName).toHaveLength(1024);
    expect(plainText('<b>a\u202Egnp.exe\u0000\n b</b>')).toBe('<b>agnp.exe b</b>');
  });
  it('groups a plain mobile number and leaves everything else as it came', () => {
    expect(shownNumber('13800138000')).toBe('138 0013 8000');
    expect(shownNumber('+8613800138000')).toBe('138 0013 8000');
    expect(shownNumber('01088886666')).toBe('01088886666');
    expect(shownNumber('\u202Eanonymous')).toBe('anonymous');
  });
});

describe('SDP', () => {
  const offer =
    'v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=candidate:1 1 udp 1 127.0.0.1 9 typ host\r\na=end-of-candidates\r\na=mid:0\r\n';
  it('has audio unless it is refused or missing', () => {
    expect(hasAudio(offer)).toBe(true);
    expect(hasAudio(offer.replace('audio 9', 'audio 0'))).toBe(false);
    expect(hasAudio(offer.replace('m=audio', 'm=video'))).toBe(false);
    expect(hasAudio('')).toBe(false);
  });
  it('gives its candidates back with the section they belong to', () => {
    const { sdp, candidates } = withoutCandidates(offer);
    expect(sdp).not.toContain('candidate');
    expect(sdp).toContain('a=mid:0');
    expect(candidates).toEqual([{ candidate: 'candidate:1 1 udp 1 127.0.0.1 9 typ host', sdpMLineIndex: 0 }]);
  });
});

describe('the SIP trace', () => {
  it('holds no credentials, no keys, also when a header is folded', () => {
    const message =
      'REGISTER sip:x SIP/2.0\r\nAuthorization: Digest username="a",\r\n response="deadbeef"\r\nproxy-authorization: Digest response="cafe"\r\nTo: <sip:a@x>\r\n\r\na=ice-pwd:topsecret\r\na=crypto:1 AES inline:KEYKEY\r\n';
    const clean = redact(message);
    for (const secret of ['deadbeef', 'cafe', 'topsecret', 'KEYKEY']) expect(clean).not.toContain(secret);
    expect(clean).toContain('To: <sip:a@x>');
  });
});

describe('what was typed', () => {
  it.each([
    ['138 0013-8000', 'sip:13800138000@pbx'],
    ['(010) 8888·6666', 'sip:01088886666@pbx'],
    ['１３８００１３８０００', 'sip:13800138000@pbx'],
    ['tel:+86-138-0013-8000', 'sip:+8613800138000@pbx'],
    ['*72#', 'sip:*72%23@pbx'],
    ['sip:alice@other.example', 'sip:alice@other.example'],
    ['agent2', 'sip:agent2@pbx'],
    ['hello', null],
    ['', null],
    ['+', null],
    ['sip:a@b>;x', null],
    ['1\r\nVia: x', null],
  ])('%j is %j', (typed, target) => expect(dialTarget(typed, 'pbx')).toBe(target));
});

describe('pauses', () => {
  const sdp = (types: string, ...lines: string[]): string =>
    ['v=0', `m=audio 9 UDP/TLS/RTP/SAVPF ${types}`, ...lines, ''].join('\r\n');
  const [with13, without] = [sdp('8 13 101'), sdp('8 101')];
  it('are agreed on by comfort noise of both ends, by number or by name', () => {
    expect(agreesOnPauses(with13, with13)).toBe(true);
    expect(agreesOnPauses(sdp('0 98', 'a=rtpmap:98 CN/8000'), with13)).toBe(true);
    for (const [ours, theirs] of [
      [with13, without],
      [without, with13],
      ['', ''],
      // named, and not among those that were taken
      [sdp('8', 'a=rtpmap:98 CN/8000'), with13],
    ] as const)
      expect(agreesOnPauses(ours, theirs)).toBe(false);
  });
  it('are what the far end says, where it says so', () => {
    expect(agreesOnPauses(with13, sdp('8 13', 'a=silenceSupp:off - - - -'))).toBe(false);
    expect(agreesOnPauses(without, sdp('8', 'a=silenceSupp:on - - - -'))).toBe(true);
  });
});

describe('media', () => {
  const noPauses = { mayBe: false, isMeant: () => false };
  it('is one way when nothing arrives for four seconds, none when nothing is sent either, and mends', () => {
    const judge = new MediaJudge(0, noPauses);
    expect(judge.look({ received: 50, sent: 50 }, 1000)).toBe(null);
    expect(judge.look({ received: 50, sent: 100 }, 3500)).toBe(null);
    expect(judge.look({ received: 50, sent: 300 }, 4000)).toBe('one-way');
    expect(judge.look({ received: 50, sent: 300 }, 8000)).toBe('no-media');
    expect(judge.look({ received: 60, sent: 350 }, 10_000)).toBe(null);
    judge.reset(20_000);
    expect(judge.look({ received: 60, sent: 350 }, 23_500)).toBe(null);
    expect(judge.look({ received: 60, sent: 350 }, 24_500)).toBe('no-media');
  });
  it('gives a path longer that has not carried anything yet, but not five seconds', () => {
    const judge = new MediaJudge(0, noPauses);
    expect(judge.look({ received: 0, sent: 200 }, 3500)).toBe(null);
    expect(judge.look({ received: 0, sent: 250 }, 4250)).toBe('one-way');
    expect(judge.isSuspect(4250)).toBe(false);
  });
  it('suspects a path that worked before it is trouble', () => {
    const judge = new MediaJudge(0, noPauses);
    judge.look({ received: 50, sent: 50 }, 1000);
    expect(judge.isSuspect(2400)).toBe(false);
    expect(judge.look({ received: 50, sent: 120 }, 2600)).toBe(null);
    expect(judge.isSuspect(2600)).toBe(true);
    judge.look({ received: 51, sent: 130 }, 2700);
    expect(judge.isSuspect(2700)).toBe(false);
  });
});

describe('trouble', () => {
  it('is the network first, and final only where another try would do harm', () => {
    expect(troubleOf({ kind: 'lost', detail: '' }, false)).toMatchObject({ trouble: 'no-network', isFinal: false });
    for (const status of [401, 403, 407, 404])
      expect(troubleOf({ kind: 'status', status, phrase: '', retryAfterMs: null }, true).isFinal).toBe(true);
    for (const status of [408, 480, 500, 503])
      expect(troubleOf({ kind: 'status', status, phrase: '', retryAfterMs: null }, true).isFinal).toBe(false);
  });
});
