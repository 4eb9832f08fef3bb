// Proves in some seconds that the bed works on this machine: `node e2e/lab/self-test.ts`. Prints what it proved; exit code 1 if not all.
import { strict as assert } from 'node:assert';
import { ensurePackages } from './packages.ts';
import { call } from './caller.ts';
import { type PbxUser, startPbx } from './pbx.ts';
import { SipSocket } from './sip-socket.ts';

const started = performance.now();
const proved = (what: string): void =>
  console.log(`ok  ${((performance.now() - started) / 1000).toFixed(1)} s  ${what}`);

ensurePackages();
const pbx = await startPbx({ huntMembers: ['agent1', 'agent2'] });
const sockets: SipSocket[] = [];
try {
  proved('Kamailio and rtpengine are up on ports of their own');

  const open = async (url: string, user: PbxUser, password: string, caFile?: string): Promise<SipSocket> => {
    const socket = await SipSocket.open({
      url,
      domain: pbx.domain,
      user,
      password,
      ...(caFile === undefined ? {} : { caFile }),
    });
    sockets.push(socket);
    return socket;
  };
  const first = await open(pbx.wsUrl, 'agent1', pbx.users.agent1);
  assert.equal(await first.register(), 200);
  proved('agent1 registered over ws with digest');

  await assert.rejects(open(pbx.wssUrl, 'agent2', pbx.users.agent2), /certificate/i);
  const second = await open(pbx.wssUrl, 'agent2', pbx.users.agent2, pbx.caFile);
  assert.equal(await second.register(), 200);
  proved("agent2 registered over wss, trusting the lab's authority (and was refused without it)");

  const stranger = await open(pbx.wsUrl, 'agent3', 'not the password');
  assert.equal(await stranger.register(), 401);
  assert.deepEqual(await pbx.registered(), ['agent1', 'agent2']);
  proved('a wrong password is refused; exactly agent1 and agent2 are registered');

  const rejected = await call({ pbx, from: '17012345678', displayName: '张三 <b>"贷款"</b>' });
  const [atFirst, atSecond] = await Promise.all([first.nextInvite(), second.nextInvite()]);
  atFirst.respond(180, 'Ringing');
  atSecond.respond(180, 'Ringing');
  await rejected.ringing;
  atFirst.respond(607, 'Unwanted');
  atSecond.respond(486, 'Busy Here');
  const result = await rejected.done;
  assert.equal(result.finalStatus, 607, result.errors);
  assert.equal(result.exitCode, 0, result.errors);
  proved('a call through the hunt group rang both desks and was rejected with 607');

  const cancelled = await call({ pbx, cancelAfterMs: 50 });
  const ringing = await Promise.all([first.nextInvite(), second.nextInvite()]);
  for (const invite of ringing) invite.respond(180, 'Ringing');
  await Promise.all(ringing.map((invite) => invite.cancelled));
  assert.equal((await cancelled.done).finalStatus, 487);
  proved('a caller who gave up while it rang stopped both desks (487)');
} finally {
  for (const socket of sockets) socket.close();
  await pbx.stop();
}
proved('everything is ended');
