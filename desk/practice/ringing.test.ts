/** A caller rings the desk: provisional, cancelled, given up. On a clock of the test's own, so that 32 s time-outs take no time; media is real but unheard. */
import { describe, expect, it } from 'vitest';
import { line, clock, desk, peer, until, ring, useSignalling } from './test-support/signalling.ts';

useSignalling();

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
