import { describe, expect, it } from 'vitest';
import { sdpObjection, warningOf } from './sdp-gate.ts';
import { chromeOffer as offer, jssipVideoOffer, samples } from './test-support/sdp-samples.ts';

const fingerprint = /a=fingerprint:.*\r\n/;
const offerWith = (...lines: string[]): string => `${offer}${lines.map((line) => `${line}\r\n`).join('')}`;

describe('what real programs say passes', () => {
  for (const [who, sdp] of Object.entries(samples))
    it(who, () => {
      expect(sdpObjection(sdp)).toBeNull();
      // as some gateways end lines
      expect(sdpObjection(sdp.replaceAll('\r\n', '\n'))).toBeNull();
      expect(sdpObjection(sdp.trimEnd())).toBeNull();
    });
});

it('lets pass what gateways say of codecs that no browser has, and attributes with any name', () => {
  for (const line of [
    'a=rtpmap:18 G729A/8000',
    'a=rtpmap:4 G723.1/8000',
    'a=fmtp:111 ',
    'a=fmtp:111  minptime=10',
    'a=ptime:20\r\na=ptime:20',
    'a=group:LS audio video',
    'a=X-nat:0',
    // names that every object has
    'a=__proto__:1',
    'a=constructor',
    'a=toString:x',
    'a=hasOwnProperty:x',
  ])
    expect(sdpObjection(offerWith(line)), line).toBeNull();
});

describe('what no honest program says is refused, each for its own reason', () => {
  const bad: readonly (readonly [string, string])[] = [
    ['', 'no description'],
    ['hello', 'not a line of SDP'],
    [offer.slice(0, 120), 'no media'],
    [`${offer}\r\nv=0\r\n`, 'not a line of SDP'],
    [offerWith('v=0'), 'line out of order'],
    [offer.replace('v=0', 'v=1'), 'bad version'],
    [offer.replace('s=-\r\n', ''), 'no session name'],
    [offer.replace('t=0 0\r\n', ''), 'no time'],
    [offer.replace('t=0 0', 't=now'), 'bad time'],
    [offer.replace('o=- 6180129811498301524 2', 'o=- -1 2'), 'bad origin'],
    [offer.replace('opus', 'op\0us'), 'not a line of SDP'],
    [offer.replace('opus/48000', 'opus\r/48000'), 'not a line of SDP'],
    [offerWith(`a=${'x'.repeat(2_000)}`), 'line too long'],
    [offerWith(...Array.from({ length: 1_500 }, () => 'a=x')), 'too many lines'],
    [offerWith(...Array.from({ length: 20 }, () => `a=${'x'.repeat(1_900)}`)), 'description too long'],
    [offerWith(...Array.from({ length: 16 }, () => 'm=audio 9 RTP/AVP 0')), 'too many media'],
    [offer.replace('m=audio 50512', 'm=audio 65536'), 'bad media line'],
    [offer.replace('m=audio 50512', 'm=audio -1'), 'bad media line'],
    [offer.replace('m=audio 50512 UDP/TLS/RTP/SAVPF 111', 'm=audio 50512 UDP/TLS/RTP/SAVPF 128'), 'bad payload type'],
    [offer.replace(' 13 110 126', ' 13 110 110'), 'payload type twice'],
    [offer.replace(/(m=audio \S+ \S+) .*/, `$1${' 1'.repeat(65)}`), 'too many formats'],
    [offer.replace('c=IN IP4 192.0.2.17\r\n', ''), 'no connection'],
    [offer.replace('c=IN IP4', 'c=IN IP5'), 'bad connection'],
    [offer.replace('opus/48000/2', 'opus/0/2'), 'bad rtpmap'],
    [offer.replace('opus/48000/2', 'opus/4294967296/2'), 'bad rtpmap'],
    [offer.replace('opus/48000/2', 'opus/48000/99'), 'bad rtpmap'],
    [offer.replace('a=rtpmap:111 ', 'a=rtpmap:-1 '), 'bad rtpmap'],
    [offer.replace('PCMA/8000', 'PCMA/16000'), 'bad rtpmap of a static type'],
    [offerWith('a=rtpmap:111 speex/8000'), 'rtpmap twice'],
    [offerWith(`a=fmtp:111 x=${'9'.repeat(1_024)}`), 'fmtp too long'],
    [offerWith('a=fmtp:999 x=1'), 'bad fmtp'],
    [offer.replace(fingerprint, ''), 'no fingerprint'],
    [offer.replace(fingerprint, 'a=fingerprint:sha-256 AA:BB\r\n'), 'bad fingerprint'],
    [offer.replace('sha-256', 'md2'), 'bad fingerprint'],
    [offer.replace(/a=ice-ufrag.*\r\n/, ''), 'no ICE'],
    [offer.replace('a=ice-ufrag:sC4Y', 'a=ice-ufrag:sC'), 'bad ice-ufrag'],
    [offerWith('a=ice-pwd:Gu3rGzYr0nCy/0dDPIZ1eA3m'), 'ice-pwd twice'],
    [offer.replace('actpass', 'maybe'), 'bad setup'],
    [offerWith('a=setup:active'), 'setup twice'],
    [offerWith('a=candidate:1 1 udp 99999999999 192.0.2.1 9 typ host'), 'bad candidate'],
    [offerWith('a=candidate:1 1 udp 1 192.0.2.1 70000 typ host'), 'bad candidate'],
    [offerWith('a=candidate:'), 'bad candidate'],
    [
      offerWith(...Array.from({ length: 128 }, () => 'a=candidate:1 1 udp 1 192.0.2.1 9 typ host')),
      'too many candidate',
    ],
    [offerWith('a=crypto:1 AES inline:'), 'bad crypto'],
    [offerWith('a=ssrc:4294967296 cname:x'), 'bad ssrc'],
    [offerWith(...Array.from({ length: 256 }, () => 'a=ssrc:1 cname:x')), 'too many ssrc'],
    [offerWith('b=AS:-1'), 'bad bandwidth'],
    [offer.replace('BUNDLE 0', 'BUNDLE 0 1'), 'group of unknown media'],
    [jssipVideoOffer.replace('a=mid:video', 'a=mid:audio'), 'mid twice'],
  ];
  for (const [sdp, why] of bad) it(`${why}: ${sdp.slice(0, 30)}`, () => expect(sdpObjection(sdp)).toBe(why));
});

it('is quick with what is made to be slow', () => {
  const began = performance.now();
  for (const filler of [' ', 'a', ':', '0 ', '!'])
    sdpObjection(
      offerWith(
        ...['candidate', 'crypto', 'fmtp', 'group', 'ssrc-group'].map((name) => `a=${name}:${filler.repeat(900)}`),
      ),
    );
  expect(performance.now() - began).toBeLessThan(500);
});

it('says why in a header that keeps to the grammar of a Warning', () => {
  for (const sdp of ['', offer.replace('v=0', 'v=1')])
    expect(warningOf(sdpObjection(sdp) ?? '')).toMatch(/^Warning: 399 [a-z]+ "[a-zA-Z ]+"$/);
});
