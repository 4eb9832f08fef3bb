/** The desk calls a practice caller, and the line stops. On a clock of the test's own, so that 32 s time-outs take no time; media is real but unheard. */
import { describe, expect, it } from 'vitest';
import type { SipResponse } from '../sip/message.ts';
import { TestDesk } from './test-support/test-desk.ts';
import { line, clock, desk, peer, until, ring, established, useSignalling } from './test-support/signalling.ts';

useSignalling();

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
