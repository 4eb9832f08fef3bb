/** The media of calls in real time: tones through real ICE, DTLS and SRTP, both ways, told by their frequency. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Heard } from './media/listener.ts';
import { startPracticeLine, type PracticeCall, type PracticeLine } from './practice-line.ts';
import type { SipRequest } from '../sip/message.ts';
import { ORIGIN, TestDesk } from './test-support/test-desk.ts';
import { TestPeer } from './test-support/test-peer.ts';
import { assetsFixture, type AssetsFixture } from './test-support/tone.ts';

let assets: AssetsFixture;
let line: PracticeLine;
let desk: TestDesk;
let peer: TestPeer;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

beforeAll(async () => {
  assets = await assetsFixture();
});
afterAll(() => assets.remove());
beforeEach(async () => {
  line = await startPracticeLine({ assetsDir: assets.dir, isAllowedOrigin: (o) => o === ORIGIN, log: quiet });
  desk = await TestDesk.registered(line);
  peer = new TestPeer(1000);
});
afterEach(async () => {
  await line.stop();
  await peer.close();
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const until = async (ready: () => boolean, what: string): Promise<void> => {
  for (let i = 0; !ready(); i++) {
    if (i > 500) throw new Error(`never: ${what}`);
    await sleep(10);
  }
};

const loud = ({ hz, level }: Heard, tone: number): boolean => hz === tone && level > -12;

async function answered(id: string): Promise<{ call: PracticeCall; invite: SipRequest }> {
  const call = line.ring(id);
  const invite = await desk.takeRequest('INVITE');
  desk.reply(invite, 200, 'OK', await peer.answer(invite.body));
  await call.answered;
  return { call, invite };
}

async function reInvite(invite: SipRequest, seq: number): Promise<string> {
  const dialog = {
    callId: invite.callId,
    seq,
    from: '<sip:desk@practice.invalid>',
    to: `<sip:14200281101@practice.invalid>;tag=${invite.from.params.get('tag') ?? ''}`,
  };
  const uri = 'sip:14200281101@practice.invalid';
  const headers = [['Contact', `<${desk.contact}>`] as const, ['Content-Type', 'application/sdp'] as const];
  desk.request('INVITE', uri, { ...dialog, headers, body: await peer.offer() });
  const ok = await desk.takeResponse('INVITE');
  desk.request('ACK', uri, dialog);
  await peer.answered(ok.body);
  return /a=(sendrecv|sendonly|recvonly|inactive)/.exec(ok.body)?.[1] ?? '';
}

describe('audio', () => {
  it('goes both ways, stops on hold and comes back', async () => {
    const { call, invite } = await answered('long');
    // The measuring window is half a second: the level is only full once the tone fills it.
    await until(() => loud(peer.heard(), 440) && loud(call.heard(), 1000), 'both tones');

    peer.setDirection('sendonly');
    expect(await reInvite(invite, 11)).toBe('recvonly');
    expect(call.state).toEqual({ phase: 'established', onHold: true });
    await sleep(60);
    const held = peer.heard().packets;
    await sleep(300);
    expect(peer.heard().packets).toBe(held);

    peer.setDirection('inactive');
    expect(await reInvite(invite, 12)).toBe('inactive');
    peer.setDirection('sendrecv');
    expect(await reInvite(invite, 13)).toBe('sendrecv');
    expect(call.state).toEqual({ phase: 'established', onHold: false });
    const [there, here] = [peer.heard().packets, call.heard().packets];
    await until(() => peer.heard().packets > there + 30 && call.heard().packets > here + 30, 'audio again');
    await until(() => loud(peer.heard(), 440) && loud(call.heard(), 1000), 'both tones again');
  });

  it('keeps its pace: 50 packets a second', async () => {
    await answered('long');
    await until(() => peer.heard().packets > 5, 'the first packets');
    const [from, at] = [peer.heard().packets, performance.now()];
    await sleep(1500);
    const expected = (performance.now() - at) / 20;
    // Bursts of a busy machine are caught up with, so only what is under way may be missing.
    expect(Math.abs(peer.heard().packets - from - expected)).toBeLessThan(8);
  });

  it('hangs up after a recording that is said once', async () => {
    const { call } = await answered('short');
    const bye = await desk.takeRequest('BYE');
    desk.reply(bye, 200, 'OK');
    expect(await call.ended).toEqual({ by: 'caller', cause: 'hung-up' });
    expect(peer.heard().packets).toBeGreaterThanOrEqual(14);
  });

  it('carries keys both ways', async () => {
    const { call } = await answered('long');
    await until(() => peer.heard().packets > 3 && call.heard().packets > 3, 'audio');
    await Promise.all([call.sendDtmf('19#'), peer.sendDtmf('*0D')]);
    await until(() => peer.keys.length === 3 && call.receivedDtmf.length === 3, 'the keys');
    expect(peer.keys.join('')).toBe('19#');
    expect(call.receivedDtmf.map((d) => `${d.by}${d.key}`)).toEqual(['rtp*', 'rtp0', 'rtpD']);
    await expect(call.sendDtmf('x')).rejects.toMatchObject({ code: 'bad-digits' });
    call.bye();
    await call.ended;
    await expect(call.sendDtmf('1')).rejects.toMatchObject({ code: 'not-established' });
  });

  it('goes both ways when the desk calls', async () => {
    const sent = desk.request('INVITE', 'sip:14200281101@practice.invalid', {
      to: '<sip:14200281101@practice.invalid>',
      headers: [
        ['Contact', `<${desk.contact}>`],
        ['Content-Type', 'application/sdp'],
      ],
      body: await peer.offer(),
    });
    const ok = await desk.takeResponse('INVITE', 200);
    const to = ok.headers.first('to') ?? '';
    desk.request('ACK', 'sip:14200281101@practice.invalid', { callId: sent.callId, seq: sent.seq, to });
    await peer.answered(ok.body);
    const [call] = line.calls;
    await call?.answered;
    await until(() => peer.heard().hz === 440 && call?.heard().hz === 1000, 'both tones');
    desk.request('BYE', 'sip:14200281101@practice.invalid', { callId: sent.callId, to });
    expect((await desk.takeResponse('BYE')).status).toBe(200);
    expect((await call?.ended)?.by).toBe('desk');
  });
});

describe('a process with a practice line', () => {
  it('exits by itself after stop(), in the middle of a call', async () => {
    const script = fileURLToPath(new URL('test-support/stop-in-a-call.ts', import.meta.url));
    const child = spawn(process.execPath, [script, assets.dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let stoppedAt = 0;
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('stopped')) stoppedAt ||= performance.now();
    });
    const limit = setTimeout(() => child.kill('SIGKILL'), 8000);
    const code = await new Promise((resolve) => child.once('exit', resolve));
    clearTimeout(limit);
    expect([code, output]).toEqual([0, 'heard 440 and 1000\nstopped\n']);
    expect(performance.now() - stoppedAt).toBeLessThan(2000);
  });
});
