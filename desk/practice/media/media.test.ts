import { describe, expect, it } from 'vitest';
import { TimerSet } from '../clock.ts';
import { alawTone } from '../test-support/tone.ts';
import { ManualClock } from '../test-support/manual-clock.ts';
import { ALAW_SILENCE, decodeAlaw } from './alaw.ts';
import { DtmfReceiver, DtmfSender } from './dtmf.ts';
import { Listener } from './listener.ts';
import { Player, Reel } from './player.ts';
import { checkSdp } from './sdp-check.ts';

describe('A-law', () => {
  it('decodes the values of ITU-T G.711 table 1a', () => {
    // Decoder output values (13 bit, scaled by 8 to 16 bit): first, last and a segment's edge, both signs.
    expect([0xd5, 0x55, 0xaa, 0x2a, 0x80, 0x00].map(decodeAlaw)).toEqual([8, -8, 32256, -32256, 5504, -5504]);
  });
});

describe('the listener', () => {
  it('names the tone it hears and its level', () => {
    const listener = new Listener();
    const tone = alawTone(1000, 1000, 16384);
    for (let i = 0; i < tone.length; i += 160) listener.hear(tone.subarray(i, i + 160));
    const { hz, level, packets } = listener.heard();
    expect(hz).toBe(1000);
    expect(level).toBeGreaterThan(-6.3);
    expect(level).toBeLessThan(-5.7);
    expect(packets).toBe(50);
  });

  it('hears nothing in silence, and forgets after half a second', () => {
    const listener = new Listener();
    listener.hear(alawTone(500, 20));
    for (let i = 0; i < 25; i++) listener.hear(new Uint8Array(160).fill(ALAW_SILENCE));
    expect(listener.heard()).toMatchObject({ hz: null, packets: 26 });
  });
});

describe('the player', () => {
  it('keeps 50 frames a second over an hour of ill-timed timers', () => {
    const clock = new ManualClock();
    let frames = 0;
    const player = new Player(clock, new TimerSet(clock), (ticks) => (frames += ticks));
    player.start();
    // 13 ms steps: no timer ever fires on a frame's due time.
    while (clock.now() < 3_600_000) clock.advance(13);
    expect(Math.abs(frames - 180_000)).toBeLessThanOrEqual(2);
    player.stop();
    clock.advance(1000);
    expect(clock.pending).toBe(0);
  });

  it('skips what a sleeping machine missed, but counts it', () => {
    let now = 0;
    const scheduled: (() => void)[] = [];
    const clock = {
      now: () => now,
      schedule: (_ms: number, run: () => void) => (scheduled.push(run), () => undefined),
    };
    const ticks: number[] = [];
    const player = new Player(clock, new TimerSet(clock), (t) => ticks.push(t));
    player.start();
    now = 10_000;
    scheduled.at(-1)?.();
    expect(ticks.length).toBeLessThanOrEqual(2);
    expect(ticks.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(500);
    player.stop();
  });

  it('plays a reel once or round, and fills the last frame up', () => {
    const once = new Reel(new Uint8Array(200).fill(1), false);
    expect(once.next()).toEqual(new Uint8Array(160).fill(1));
    expect([...(once.next() ?? [])].slice(38, 42)).toEqual([1, 1, ALAW_SILENCE, ALAW_SILENCE]);
    expect(once.next()).toBeNull();
    const round = new Reel(new Uint8Array(160).fill(1), true);
    const heard = Array.from({ length: 200 }, () => round.next()?.[0]);
    expect(heard.filter((first) => first === 1).length).toBe(3);
    expect(heard).not.toContain(undefined);
  });
});

describe('keys over RTP', () => {
  it('arrive once each, in order, though packets are lost and repeated', () => {
    const sender = new DtmfSender();
    const receiver = new DtmfReceiver();
    void sender.send('1#5d');
    const keys: string[] = [];
    for (let tick = 0; tick < 200; tick++) {
      (sender.tick() ?? []).forEach((packet, i) => {
        if ((tick + i) % 3 === 0) return;
        const key = receiver.receive(tick * 160 - packet.sinceStart, packet.payload);
        if (key !== null) keys.push(key);
      });
    }
    expect(keys.join('')).toBe('1#5D');
  });

  it('ignore events that are no keys', () => {
    const receiver = new DtmfReceiver();
    expect(receiver.receive(0, Uint8Array.of(16, 10, 0, 160))).toBeNull();
    expect(receiver.receive(0, Uint8Array.of(1, 10))).toBeNull();
    expect(receiver.receive(0, new Uint8Array(0))).toBeNull();
  });
});

describe('the SDP check', () => {
  const good =
    'v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111 8 126\r\n' +
    'a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:sha-256 AA:BB\r\n';
  it.each([
    ['passes a browser’s audio', good, null],
    ['refuses none', good.replace('m=audio 9', 'm=video 9'), 'no-audio'],
    ['refuses a rejected one', good.replace('m=audio 9', 'm=audio 0'), 'no-audio'],
    ['refuses audio and video', `${good}m=video 9 UDP/TLS/RTP/SAVPF 96\r\n`, 'several-audio'],
    ['refuses plain RTP', good.replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP'), 'not-dtls-srtp'],
    ['refuses it without PCMA', good.replace(' 8 ', ' 0 '), 'no-pcma'],
    ['refuses it without ICE', good.replace('ice-pwd', 'x-pwd'), 'no-ice'],
    ['refuses it without DTLS', good.replace('fingerprint', 'x'), 'no-fingerprint'],
    ['refuses an empty one', '', 'not-sdp'],
    ['refuses a huge one', good + 'a=x\r\n'.repeat(10_000), 'too-large'],
  ])('%s', (_what, sdp, fault) => {
    expect(checkSdp(sdp)).toBe(fault);
  });
});
