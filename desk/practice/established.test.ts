/** An established call: its ends, keys, transfers, re-INVITE, a lost socket. On a clock of the test's own, so that 32 s time-outs take no time; media is real but unheard. */
import { describe, expect, it } from 'vitest';
import { TestDesk } from './test-support/test-desk.ts';
import { TestPeer } from './test-support/test-peer.ts';
import {
  line,
  clock,
  desk,
  peer,
  until,
  ring,
  established,
  within,
  replaceDesk,
  useSignalling,
} from './test-support/signalling.ts';

useSignalling();

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
    replaceDesk(await TestDesk.registered(line));
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
