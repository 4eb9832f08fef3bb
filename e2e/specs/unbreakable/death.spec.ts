/**
 * The phone itself dies in a call, or while one rings: the process of its page is killed. It comes back by itself (in a browser
 * when the tab is loaded again), the far end has its BYE or its final answer within five seconds, the desk says what happened,
 * and the next call rings.
 */
import { openEar } from '../../fixtures/ear.ts';
import { eventsOf } from '../../fixtures/event-log.ts';
import { answer, lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import type { ElectronProduct } from '../../fixtures/start-electron.ts';
import type { Caller } from '../../lab/caller.ts';
import { SipSocket } from '../../lab/sip-socket.ts';
import { commandOf, treeOf } from './support/process-tree.ts';
import { answerIn, proofs, startRawDesk, untilRinging } from './support/raw-desk.ts';

const ended: { stop(): Promise<unknown> }[] = [];
test.afterEach(async () => {
  for (const each of ended.splice(0).toReversed()) await each.stop();
});

async function byeWithin5s(caller: Caller, killedAt: number): Promise<void> {
  const { endedBy } = await caller.done;
  const ms = Date.now() - killedAt;
  test.info().annotations.push({ type: 'killed → BYE', description: `${ms} ms` });
  expect(endedBy).toBe('desk');
  expect(ms).toBeLessThan(5_000);
}

/** 480: the hunt group asks another desk, and the caller does not listen to an endless ring. */
async function refusedWithin5s(caller: Caller, killedAt: number, status = 480): Promise<void> {
  const { finalStatus } = await caller.done;
  const ms = Date.now() - killedAt;
  test.info().annotations.push({ type: `killed → ${status}`, description: `${ms} ms` });
  expect(finalStatus).toBe(status);
  expect(ms).toBeLessThan(5_000);
}

/** Nobody had judged it, and yet its end is in the log under its number. */
async function endedMissed(profile: string): Promise<void> {
  await expect
    .poll(() => eventsOf(profile, 'call.ended').map(({ number, data }) => [number, data.by, data.outcome]), {
      timeout: 10_000,
    })
    .toEqual([['+8613800138000', 'network', 'missed']]);
  expect(eventsOf(profile, 'call.started').map(({ call }) => call)).toEqual(
    eventsOf(profile, 'call.ended').map(({ call }) => call),
  );
}

/** Until the answer is called, the desk service judges nothing. */
function freeze(pid: number): () => void {
  process.kill(pid, 'SIGSTOP');
  return () => process.kill(pid, 'SIGCONT');
}

async function phonePid(desk: ElectronProduct): Promise<number> {
  const pid = await desk.app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .find((contents) => contents.getURL().includes('phone.html'))
      ?.getOSProcessId(),
  );
  if (pid === undefined) throw new Error('no phone window');
  return pid;
}

const words = '1 通电话被切断';

test('a tab whose process is killed, loaded again @web', async ({ startLine }) => {
  const desk = await startRawDesk(startLine, ended);
  const caller = await desk.line.call({ from: '13800138000' });
  await caller.ringing;
  await answerIn(desk.tab);
  await caller.answered;
  await caller.rtp.waitForTone(deskHz);
  const renderers = treeOf(desk.browser.pid).filter((pid) => commandOf(pid).includes('--type=renderer'));
  expect(renderers.length).toBeGreaterThan(0);
  const killedAt = Date.now();
  for (const pid of renderers) process.kill(pid, 'SIGKILL');
  // somebody sees the sad tab and loads it again
  await new Promise((resolve) => setTimeout(resolve, 500));
  await desk.tab.reload();
  await byeWithin5s(caller, killedAt);
  await desk.tab.until(proofs);
  await desk.tab.until(`document.body.innerText.includes('${words}')`);
  await expect
    .poll(() => eventsOf(desk.profile, 'call.ended').map(({ data }) => [data.by, data.outcome]))
    .toEqual([['network', 'answered']]);
  const next = await desk.line.call({ from: '13900139000' });
  await next.ringing;
  await untilRinging(desk.tab);
  await next.hangUp();
});

test('a tab that is killed while a call rings that nobody has judged; one that is loaded again while one rings @web', async ({
  startLine,
}) => {
  const desk = await startRawDesk(startLine, ended);
  const thaw = freeze(desk.deskPid);
  let killedAt: number;
  const caller = await desk.line.call({ from: '13800138000' });
  try {
    await caller.ringing;
    await untilRinging(desk.tab);
    killedAt = Date.now();
    for (const pid of treeOf(desk.browser.pid).filter((each) => commandOf(each).includes('--type=renderer')))
      process.kill(pid, 'SIGKILL');
  } finally {
    thaw();
  }
  // somebody sees the sad tab and loads it again
  await new Promise((resolve) => setTimeout(resolve, 500));
  await desk.tab.reload();
  await refusedWithin5s(caller, killedAt);
  await desk.tab.until(proofs);
  await desk.tab.until(`document.body.innerText.includes('${words}')`);
  await endedMissed(desk.profile);

  const next = await desk.line.call({ from: '13900139000' });
  await next.ringing;
  await untilRinging(desk.tab);
  const reloadedAt = Date.now();
  await desk.tab.reload();
  // the page says it itself, on its way out
  await refusedWithin5s(next, reloadedAt, 486);
});

test('the phone window, killed while a call rings that nobody has judged @electron', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const desk = (await start({
    profile: usedProfile(),
    provision: lineOf(line.pbx),
    microphone: toneMicrophone(),
  })) as ElectronProduct;
  await untilReady(desk);
  const pid = await phonePid(desk);
  const thaw = freeze(desk.deskPid());
  const caller = await line.call({ from: '13800138000' });
  let killedAt: number;
  try {
    await ringingCard(desk);
    killedAt = Date.now();
    process.kill(pid, 'SIGKILL');
  } finally {
    thaw();
  }
  await refusedWithin5s(caller, killedAt);
  await expect(desk.main.getByText(words)).toBeVisible();
  await endedMissed(desk.profile);

  await test.step('while it dials', async () => {
    const { pbx } = line;
    const far = await SipSocket.open({
      url: pbx.wsUrl,
      domain: pbx.domain,
      user: 'agent2',
      password: pbx.users.agent2,
    });
    ended.push({ stop: () => Promise.resolve(far.close()) });
    expect(await far.register()).toBe(200);
    await untilReady(desk);
    await desk.main.keyboard.press('p');
    await expect(desk.main.getByRole('textbox', { name: '号码' })).toBeFocused();
    await desk.main.keyboard.insertText(`sip:agent2@${pbx.domain}`);
    await expect(desk.main.locator('.lw-dial-call')).toBeEnabled();
    await desk.main.keyboard.press('Enter');
    const incoming = await far.nextInvite();
    incoming.respond(180, 'Ringing');
    const diedAt = Date.now();
    process.kill(await phonePid(desk), 'SIGKILL');
    await incoming.cancelled;
    expect(Date.now() - diedAt).toBeLessThan(5_000);
  });
});

test('the phone window, killed @electron', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const desk = (await start({
    profile: usedProfile(),
    provision: lineOf(line.pbx),
    microphone: toneMicrophone(),
  })) as ElectronProduct;
  await untilReady(desk);
  const caller = await line.call({ from: '13800138000' });
  await ringingCard(desk);
  const ear = await openEar(desk.phone);
  await answer(desk);
  await ear.waitForTone(callerHz);
  await caller.rtp.waitForTone(deskHz);
  const pid = await phonePid(desk);
  const killedAt = Date.now();
  process.kill(pid, 'SIGKILL');
  await byeWithin5s(caller, killedAt);
  await expect(desk.main.getByText(words)).toBeVisible();
  await untilReady(desk);
  await expect
    .poll(() => eventsOf(desk.profile, 'call.ended').map(({ data }) => [data.by, data.outcome]))
    .toEqual([['network', 'answered']]);
  const next = await line.call({ from: '13900139000' });
  await next.ringing;
  await ringingCard(desk);
  await next.hangUp();
});
