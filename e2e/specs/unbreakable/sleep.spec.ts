/**
 * The machine sleeps in a call and wakes (Electron's power events, its processes stopped meanwhile): the line is proved again
 * at once, the voices are there both ways, and the desk can hang up. The web host's sleep is in `hidden.spec.ts`.
 */
import { openEar } from '../../fixtures/ear.ts';
import { answer, lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import type { ElectronProduct } from '../../fixtures/start-electron.ts';
import { suspend } from './support/process-tree.ts';

const sleepMs = 4_000;

test('asleep in a call, then awake @electron', async ({ startLine, start }) => {
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
  await caller.answered;
  await ear.waitForTone(callerHz);
  await caller.rtp.waitForTone(deskHz);

  const emit = (event: 'suspend' | 'resume') =>
    desk.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event);
  const proved = () => desk.phone.evaluate(() => performance.getEntriesByName('linewarden:proved').length);
  const before = await proved();
  await emit('suspend');
  const pid = desk.app.process().pid;
  if (pid === undefined) throw new Error('Electron has no pid');
  const wake = suspend(pid);
  try {
    await new Promise((resolve) => setTimeout(resolve, sleepMs));
    expect(caller.rtp.silentForMs).toBeGreaterThan(sleepMs / 2);
  } finally {
    wake();
  }
  const wokenAt = Date.now();
  caller.rtp.forget();
  const since = (what: string) => () =>
    test.info().annotations.push({ type: `woken → ${what}`, description: `${Date.now() - wokenAt} ms` });
  await emit('resume');
  await expect
    .poll(proved, { timeout: 20_000, intervals: [50] })
    .toBeGreaterThan(before)
    .then(since('line proved'));
  await caller.rtp.waitForTone(deskHz).then(since('desk heard'));
  // what arrived while it slept is played faster: a voice, but for some seconds no clean tone
  await ear.waitForVoice().then(since('caller heard'));
  await desk.main.keyboard.press('F9');
  expect((await caller.done).endedBy).toBe('desk');
});
