/** The signalling of calls on a clock of the test's own, so that 32 s time-outs take no time; media is real but unheard. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPracticeLine, type PracticeCall, type PracticeLine } from './practice-line.ts';
import type { SipRequest, SipResponse } from '../sip/message.ts';
import { ManualClock } from './test-support/manual-clock.ts';
import { ORIGIN, TestDesk } from './test-support/test-desk.ts';
import { TestPeer } from './test-support/test-peer.ts';
import { assetsFixture, type AssetsFixture } from './test-support/tone.ts';

let assets: AssetsFixture;
let line: PracticeLine;
let clock: ManualClock;
let desk: TestDesk;
let peer: TestPeer;
const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };

beforeAll(async () => {
  assets = await assetsFixture();
});
afterAll(() => assets.remove());
beforeEach(async () => {
  clock = new ManualClock();
  line = await startPracticeLine({ assetsDir: assets.dir, isAllowedOrigin: (o) => o === ORIGIN, log: quiet, clock });
  desk = await TestDesk.registered(line);
  peer = new TestPeer(1000);
});
afterEach(async () => {
  const stopped = line.stop();
  clock.advance(1000);
  await stopped;
  await peer.close();
});

const until = async (ready: () => boolean): Promise<void> => {
  for (let i = 0; !ready(); i++) {
    if (i > 600) throw new Error('it never came');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

interface Rung {
  readonly call: PracticeCall;
  readonly invite: SipRequest;
}

async function ring(id = 'long'): Promise<Rung> {
  const call = line.ring(id);
  return { call, invite: await desk.takeRequest('INVITE') };
}

async function established(): Promise<Rung & { readonly ok: string }> {
  const { call, invite } = await ring();
  desk.reply(invite, 180, 'Ringing');
  const ok = desk.reply(invite, 200, 'OK', await peer.answer(invite.body));
  await desk.takeRequest('ACK');
  await call.answered;
  return { call, invite, ok };
}

/** A request of the desk within the dialog of a call that the line made. */
function within(invite: SipRequest, method: string, seq: number, extra: Parameters<TestDesk['request']>[2] = {}): void {
  desk.request(method, `sip:14200281101@practice.invalid`, {
    callId: invite.callId,
    seq,
    from: '<sip:desk@practice.invalid>',
    to: `<sip:14200281101@practice.invalid>;tag=${invite.from.params.get('tag') ?? ''}`,
    ...extra,
  });
}

describe('the desk is rung', () => {
  it('with a name, an asserted number, PCMA and keys on 127.0.0.1 only', async () => {
    const { invite } = await ring();
    expect(invite.from).toMatchObject({ displayName: 'Caller "long"', uri: 'sip:14200281101@practice.invalid' });
    expect(invite.headers.first('p-asserted-identity')).toBe('<sip:14200281101@practice.invalid>');
    expect(invite.body).toContain('a=rtpmap:8 PCMA/8000');
    expect(invite.body).toContain('a=rtpmap:101 telephone-event/8000');
    const candidates = invite.body.split('\r\n').filter((l) => l.startsWith('a=candidate'));
    expect(candidates.length).toBeGreaterThan(0);
    for (const candidate of candidates) expect(candidate).toMatch(/ udp \d+ 127\.0\.0\.1 \d+ typ host/);
  });

  it('rings on 180, is established by 200, acknowledges it, and acknowledges it again when it is repeated', async () => {
    const { call, invite } = await ring();
    expect(call.state.phase).toBe('calling');
    desk.reply(invite, 180, 'Ringing');
    await until(() => call.state.phase === 'ringing');
    const ok = desk.reply(invite, 200, 'OK', await peer.answer(invite.body));
    const ack = await desk.takeRequest('ACK');
    expect(ack.cseq.seq).toBe(invite.cseq.seq);
    expect(ack.branch).not.toBe(invite.branch);
    expect(ack.uri).toBe(desk.contact);
    await call.answered;
    desk.send(ok);
    expect((await desk.takeRequest('ACK')).cseq.seq).toBe(invite.cseq.seq);
    expect(call.state).toEqual({ phase: 'established', onHold: false });
  });

  it.each([
    [486, 'Busy Here'],
    [503, 'Service Unavailable'],
    [607, 'Unwanted'],
  ])('learns of a refusal with %i and acknowledges it in the same transaction', async (status, reason) => {
    const { call, invite } = await ring();
    desk.reply(invite, status, reason);
    const ack = await desk.takeRequest('ACK');
    expect([ack.branch, ack.uri, ack.to.params.get('tag')]).toEqual([invite.branch, invite.uri, desk.tag]);
    expect(await call.ended).toEqual({ by: 'desk', cause: 'refused', status, reason });
    await expect(call.answered).rejects.toMatchObject({ code: 'not-answered', status });
  });

  it('cancels only after a provisional response, and acknowledges the 487', async () => {
    const { call, invite } = await ring();
    call.cancel();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(desk.has('CANCEL')).toBe(false);
    desk.reply(invite, 180, 'Ringing');
    const cancel = await desk.takeRequest('CANCEL');
    expect([cancel.branch, cancel.uri, cancel.cseq.seq]).toEqual([invite.branch, invite.uri, invite.cseq.seq]);
    desk.reply(cancel, 200, 'OK');
    desk.reply(invite, 487, 'Request Terminated');
    expect((await desk.takeRequest('ACK')).branch).toBe(invite.branch);
    expect(await call.ended).toEqual({ by: 'caller', cause: 'cancelled' });
  });

  it('ends at once the session that a 200 crossing the CANCEL made', async () => {
    const { call, invite } = await ring();
    desk.reply(invite, 180, 'Ringing');
    await until(() => call.state.phase === 'ringing');
    call.cancel();
    const ok = desk.reply(invite, 200, 'OK', await peer.answer(invite.body));
    await desk.takeRequest('CANCEL');
    await desk.takeRequest('ACK');
    const bye = await desk.takeRequest('BYE');
    expect([bye.cseq.seq, bye.to.params.get('tag')]).toEqual([invite.cseq.seq + 1, desk.tag]);
    desk.send(ok);
    await desk.takeRequest('ACK');
    expect(await call.ended).toEqual({ by: 'caller', cause: 'cancelled' });
  });

  it('gives up after the ring time, and on a desk that ignores even the CANCEL', async () => {
    const call = line.ring('long', { ringSeconds: 20 });
    const invite = await desk.takeRequest('INVITE');
    desk.reply(invite, 180, 'Ringing');
    await until(() => call.state.phase === 'ringing');
    clock.advance(19_999);
    expect(call.state.phase).toBe('ringing');
    clock.advance(1);
    await desk.takeRequest('CANCEL');
    clock.advance(32_000);
    expect(await call.ended).toEqual({ by: 'caller', cause: 'no-answer' });
  });

  it('gives up a desk that never answers (timer B)', async () => {
    const { call } = await ring();
    clock.advance(32_000);
    expect(await call.ended).toEqual({ by: 'line', cause: 'failed' });
  });

  it('ends with the socket while it rings', async () => {
    const { call, invite } = await ring();
    desk.reply(invite, 180, 'Ringing');
    await until(() => call.state.phase === 'ringing');
    desk.socket.terminate();
    expect(await call.ended).toEqual({ by: 'line', cause: 'desk-lost' });
    expect(line.registered).toBe(false);
  });

  it.each([
    ['without audio', 'v=0\r\no=- 1 1 IN IP4 0\r\ns=-\r\nt=0 0\r\n', 'no-audio'],
    ['that is no SDP', '<html>', 'not-sdp'],
  ])('hangs up on an answer %s', async (_what, body, fault) => {
    const { call, invite } = await ring();
    desk.reply(invite, 200, 'OK', body);
    await desk.takeRequest('ACK');
    await desk.takeRequest('BYE');
    expect(await call.ended).toEqual({ by: 'line', cause: 'failed', reason: `answer: ${fault}` });
  });

  it('carries several calls at a time, and no more than its limit', async () => {
    const rung = [];
    for (let i = 0; i < 32; i++) rung.push(line.ring(i % 2 ? 'long' : 'short'));
    expect(() => line.ring('long')).toThrow(expect.objectContaining({ code: 'too-many-calls' }));
    expect(new Set(rung.map((c) => c.id)).size).toBe(32);
    expect(line.calls).toHaveLength(32);
  });
});

describe('an established call', () => {
  it('ends by the desk’s BYE, once', async () => {
    const { call, invite } = await established();
    within(invite, 'BYE', 7);
    expect((await desk.takeResponse('BYE')).status).toBe(200);
    expect(await call.ended).toEqual({ by: 'desk', cause: 'hung-up' });
    within(invite, 'BYE', 8);
    expect((await desk.takeResponse('BYE')).status).toBe(481);
    expect(line.calls).toEqual([]);
  });

  it('ends by the caller’s BYE', async () => {
    const { call } = await established();
    call.bye();
    const bye = await desk.takeRequest('BYE');
    desk.reply(bye, 200, 'OK');
    expect(await call.ended).toEqual({ by: 'caller', cause: 'hung-up' });
  });

  it('takes keys by INFO and refuses what it does not know', async () => {
    const { call, invite } = await established();
    const info = (seq: number, type: string, body: string): void =>
      within(invite, 'INFO', seq, { headers: [['Content-Type', type]], body });
    info(1, 'application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n');
    expect((await desk.takeResponse('INFO')).status).toBe(200);
    expect(call.receivedDtmf).toEqual([{ key: '5', by: 'info' }]);
    info(2, 'application/dtmf-relay', 'Signal=55\r\n');
    expect((await desk.takeResponse('INFO')).status).toBe(400);
    info(3, 'text/html', '<b>');
    expect((await desk.takeResponse('INFO')).status).toBe(415);
    info(3, 'application/dtmf', '6');
    expect((await desk.takeResponse('INFO')).status).toBe(500);
    within(invite, 'NOTIFY', 9);
    expect((await desk.takeResponse('NOTIFY')).status).toBe(481);
    within(invite, 'UPDATE', 10);
    expect((await desk.takeResponse('UPDATE')).status).toBe(405);
  });

  it('is not reached by another tag, another call or an unregistered socket', async () => {
    const { call, invite } = await established();
    within(invite, 'BYE', 7, { fromTag: 'other' });
    expect((await desk.takeResponse('BYE')).status).toBe(481);
    const stranger = await TestDesk.connect(line);
    const to = `<sip:14200281101@practice.invalid>;tag=${invite.from.params.get('tag') ?? ''}`;
    stranger.request('BYE', 'sip:14200281101@practice.invalid', { callId: invite.callId, to, fromTag: desk.tag });
    expect((await stranger.takeResponse('BYE')).status).toBe(481);
    expect(call.state.phase).toBe('established');
  });

  it('follows a blind transfer: 202, 100, 200, and the caller leaves', async () => {
    const { call, invite } = await established();
    within(invite, 'REFER', 5, { headers: [['Refer-To', '<sip:14200281102@practice.invalid>']] });
    expect((await desk.takeResponse('REFER')).status).toBe(202);
    const trying = await desk.takeRequest('NOTIFY');
    expect([trying.headers.first('event'), trying.body]).toEqual(['refer;id=5', 'SIP/2.0 100 Trying\r\n']);
    desk.reply(trying, 200, 'OK');
    clock.advance(300);
    const done = await desk.takeRequest('NOTIFY');
    expect(done.headers.first('subscription-state')).toBe('terminated;reason=noresource');
    expect(done.body).toBe('SIP/2.0 200 OK\r\n');
    desk.reply(done, 200, 'OK');
    clock.advance(2000);
    await desk.takeRequest('BYE');
    expect(await call.ended).toEqual({ by: 'caller', cause: 'transferred' });
  });

  it('says that a transfer failed and stays', async () => {
    const { call, invite } = await established();
    within(invite, 'REFER', 5, { headers: [['Refer-To', '<sip:10086@practice.invalid>']] });
    expect((await desk.takeResponse('REFER')).status).toBe(202);
    await desk.takeRequest('NOTIFY');
    clock.advance(300);
    expect((await desk.takeRequest('NOTIFY')).body).toBe('SIP/2.0 404 Not Found\r\n');
    clock.advance(10_000);
    expect(call.state.phase).toBe('established');
    within(invite, 'REFER', 6);
    expect((await desk.takeResponse('REFER')).status).toBe(400);
  });

  it('joins an attended transfer: both callers leave', async () => {
    const first = await established();
    const second = await (async () => {
      const { call, invite } = await ring('short');
      const other = new TestPeer(700);
      desk.reply(invite, 200, 'OK', await other.answer(invite.body));
      await call.answered;
      await other.close();
      return call;
    })();
    const target = `<sip:14200281102@practice.invalid?Replaces=${encodeURIComponent(`${second.id};to-tag=a;from-tag=b`)}>`;
    within(first.invite, 'REFER', 5, { headers: [['Refer-To', target]] });
    expect((await desk.takeResponse('REFER')).status).toBe(202);
    clock.advance(300);
    clock.advance(2000);
    expect([(await first.call.ended).cause, (await second.ended).cause]).toEqual(['transferred', 'transferred']);
  });

  it('refuses an unusable re-INVITE with 488 and lives on', async () => {
    const { call, invite } = await established();
    const offer = {
      headers: [['Content-Type', 'application/sdp'] as const, ['Contact', `<${desk.contact}>`] as const],
    };
    within(invite, 'INVITE', 5, { ...offer, body: 'v=0\r\nm=nonsense\r\n' });
    expect((await desk.takeResponse('INVITE')).status).toBe(488);
    within(invite, 'ACK', 5);
    within(invite, 'INVITE', 6, { headers: [['Content-Type', 'text/plain']], body: 'x' });
    expect((await desk.takeResponse('INVITE')).status).toBe(415);
    expect(call.state).toEqual({ phase: 'established', onHold: false });
  });

  it('hangs up when no media comes up', async () => {
    const { call, invite } = await ring();
    const deaf = await peer.answer(invite.body);
    await peer.close();
    desk.reply(invite, 200, 'OK', deaf);
    await call.answered;
    clock.advance(15_000);
    await desk.takeRequest('BYE');
    expect(await call.ended).toEqual({ by: 'line', cause: 'no-media' });
  });

  it('waits ten seconds for a desk that lost its socket, and lets it come back', async () => {
    const { call, invite } = await established();
    await until(() => peer.connected);
    desk.socket.terminate();
    await until(() => !line.registered);
    clock.advance(9000);
    expect(call.state.phase).toBe('established');
    const { tag } = desk;
    desk = await TestDesk.registered(line);
    within(invite, 'OPTIONS', 9, { fromTag: tag });
    expect((await desk.takeResponse('OPTIONS')).status).toBe(200);
    clock.advance(5000);
    expect(call.state.phase).toBe('established');
    desk.socket.terminate();
    await until(() => !line.registered);
    clock.advance(10_000);
    expect(await call.ended).toEqual({ by: 'line', cause: 'desk-lost' });
  });
});

const dial = async (number: string, body?: string): Promise<ReturnType<TestDesk['request']>> =>
  desk.request('INVITE', `sip:${number}@practice.invalid`, {
    to: `<sip:${number}@practice.invalid>`,
    headers: [
      ['Contact', `<${desk.contact}>`],
      ['Content-Type', 'application/sdp'],
    ],
    body: body ?? (await peer.offer()),
  });
const ackOf = (sent: ReturnType<TestDesk['request']>, to: SipResponse): void =>
  void desk.request('ACK', 'sip:14200281101@practice.invalid', {
    callId: sent.callId,
    seq: sent.seq,
    to: to.headers.first('to') ?? '',
  });

describe('the desk calls', () => {
  it('hears 180, then 200 repeated until the ACK', async () => {
    const sent = await dial('+86-142-0028-1101');
    const ringing = await desk.takeResponse('INVITE', 180);
    expect(ringing.status).toBe(180);
    await until(() => line.calls.length === 1);
    const [call] = line.calls;
    expect(call).toMatchObject({ direction: 'from-desk', callerId: 'long', state: { phase: 'ringing' } });
    const ok = await (async () => {
      // The media is prepared while the clock stands still: push it until the answer falls due.
      void (async () => {
        for (let i = 0; i < 40; i++) {
          clock.advance(100);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      })();
      return desk.takeResponse('INVITE', 200);
    })();
    expect(ok.to.params.get('tag')).toBe(ringing.to.params.get('tag'));
    const repeated = await desk.takeResponse('INVITE', 200);
    expect(repeated.status).toBe(200);
    ackOf(sent, ok);
    await until(() => call?.state.phase === 'established');
    await peer.answered(ok.body);
  });

  it('is told 404 for a number that is nobody’s, 488 for a call without audio, 416 for a foreign URI', async () => {
    await dial('10086', 'v=0\r\n');
    expect((await desk.takeResponse('INVITE')).status).toBe(404);
    await dial('14200281101', 'v=0\r\no=- 1 1 IN IP4 0\r\ns=-\r\nt=0 0\r\n');
    expect((await desk.takeResponse('INVITE', 200)).status).toBe(488);
    desk.request('INVITE', 'soap.beep://x', { headers: [['Contact', `<${desk.contact}>`]] });
    expect((await desk.takeResponse('INVITE')).status).toBe(416);
  });

  it('may cancel: 200 to the CANCEL, 487 to the INVITE', async () => {
    const sent = await dial('14200281101');
    await desk.takeResponse('INVITE', 180);
    await until(() => line.calls.length === 1);
    const [call] = line.calls;
    desk.request('CANCEL', 'sip:14200281101@practice.invalid', { ...sent, headers: [], body: '' });
    expect((await desk.takeResponse('CANCEL')).status).toBe(200);
    expect((await desk.takeResponse('INVITE', 200)).status).toBe(487);
    expect(await call?.ended).toEqual({ by: 'desk', cause: 'cancelled' });
  });

  it('is answered again when it repeats its INVITE, without a second call', async () => {
    const sent = await dial('14200281101');
    await desk.takeResponse('INVITE', 180);
    desk.request('INVITE', 'sip:14200281101@practice.invalid', sent);
    expect((await desk.takeResponse('INVITE', 180)).status).toBe(180);
    expect(line.calls).toHaveLength(1);
  });
});

describe('stopping', () => {
  it('cancels, hangs up, closes the sockets and leaves no timer', async () => {
    const { call: talking } = await established();
    const { call: ringing, invite } = await ring();
    desk.reply(invite, 180, 'Ringing');
    await until(() => ringing.state.phase === 'ringing');
    const stopped = line.stop();
    await desk.takeRequest('BYE');
    await desk.takeRequest('CANCEL');
    expect(await talking.ended).toEqual({ by: 'line', cause: 'stopped' });
    expect((await ringing.ended).cause).toBe('stopped');
    await desk.closed();
    await stopped;
    expect(clock.pending).toBe(0);
  });
});
