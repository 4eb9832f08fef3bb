/** A recording when things go wrong around it: the call always goes on, and what was kept can be heard. */
import { eventsOf } from '../../fixtures/event-log.ts';
import { answer, inCall, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { fillDisk, freeDisk, onSmallDisk, profileOf } from '../../fixtures/faults/own-disk.ts';
import { expectPlainWords } from '../../fixtures/faults/words.ts';
import { callerHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';
import { decode, decrypt, longestRun, recordedFiles } from '../../fixtures/recorded.ts';
import { startWebHost } from '../../fixtures/start-web.ts';

const heard = 0.05;

test('a disk that fills up ends the recording, not the call; R records again once there is space, and what was kept plays', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const profile = usedProfile();
  const desk = await start({
    profile,
    provision: provisionFor(line.pbx, 'agent1', { policy: { record: 'all' } }),
    microphone: toneMicrophone(),
    // Chromium's own data lies in the profile in Electron
    within: onSmallDisk(profile, 96),
  });
  const { main } = desk;
  await untilReady(desk);
  const caller = await line.call({ from: '13912345678', tone: callerHz });
  await caller.ringing;
  await answer(desk);
  const control = (name: RegExp) => main.getByRole('button', { name });
  await expect(control(/录音中/)).toBeVisible();
  const mounted = profileOf(desk.deskPid(), profile);
  // two chunks at least
  await expect.poll(() => recordedFiles(mounted)[0]?.bytes.length ?? 0).toBeGreaterThan(10_000);
  fillDisk(desk.deskPid(), profile);

  const note = main.getByRole('alert').filter({ hasText: '录音停了' });
  await expect(note).toBeVisible({ timeout: 15_000 });
  expectPlainWords(await note.innerText(), /录音停了：本机磁盘已满。通话照常。/);
  await expect(inCall(desk)).toBeVisible();
  await expect(main.getByText('听得到对方')).toBeVisible();

  freeDisk(desk.deskPid(), profile);
  await main.keyboard.press('r');
  await expect(control(/录音中/)).toBeVisible();
  await expect.poll(() => recordedFiles(mounted).length).toBe(2);
  await main.keyboard.press('F9');
  await caller.done;

  await main.getByRole('navigation').getByRole('button', { name: /历史/ }).press('Enter');
  const section = main.getByRole('region', { name: '录音' });
  // the events of both, those of the first made while nothing could be written
  await expect(section.getByText('没有录到最后：本机磁盘已满')).toBeVisible({ timeout: 20_000 });
  await expect(section.getByRole('button', { name: /播放/ })).toHaveCount(2, { timeout: 20_000 });
  await main.keyboard.press('l');
  await expect(section.getByText('录音到这里就断了')).toBeVisible();
  const end = async (): Promise<number> =>
    Number(await section.getByRole('slider').first().getAttribute('aria-valuemax'));
  await expect.poll(end).toBeGreaterThan(0);
});

test('a desk service that is killed in a call, and a main window that is loaded again: the recording has no gap', async ({
  host,
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const profile = usedProfile();
  const provision = provisionFor(line.pbx, 'agent1', { policy: { record: 'all', recordAnnouncement: 'none' } });
  const desk = await start({ profile, provision, microphone: toneMicrophone() });
  const { main } = desk;
  await untilReady(desk);
  const caller = await line.call({ from: '13912345678', tone: callerHz });
  await caller.ringing;
  await answer(desk);
  const answeredAt = Date.now();
  await expect(main.getByRole('button', { name: /录音中/ })).toBeVisible();
  await expect.poll(() => recordedFiles(profile)[0]?.bytes.length ?? 0).toBeGreaterThan(10_000);

  process.kill(desk.deskPid(), 'SIGKILL');
  // the shell starts it again by itself; on the web somebody does
  const again = host === 'web' ? await startWebHost({ profile, provision }) : null;
  try {
    if (host === 'electron') await main.reload();
    const before = recordedFiles(profile)[0]?.bytes.length ?? 0;
    await expect
      .poll(() => recordedFiles(profile)[0]?.bytes.length ?? 0, { timeout: 20_000 })
      .toBeGreaterThan(before + 20_000);
    await expect(main.getByRole('button', { name: /录音中/ })).toBeVisible();
    await main.keyboard.press('F9');
    const seconds = (Date.now() - answeredAt) / 1000;
    await caller.done;
    await expect
      .poll(() => eventsOf(profile, 'recording.ended').map(({ data }) => data.why), { timeout: 20_000 })
      .toEqual(['call-ended']);
    const [file, ...more] = recordedFiles(profile);
    if (file === undefined) throw new Error('no file');
    expect(more).toEqual([]);
    const recorded = await decode(main, decrypt(profile, file), [callerHz]);
    expect(recorded.seconds).toBeGreaterThan(seconds - 1.5);
    const voice = recorded.caller.get(callerHz) ?? [];
    // the caller's first packets may take a moment, the last window is cut off
    // a chunk that is missing is a second, four fifths at least; less may go where packets of a busy machine come too late
    expect(longestRun(voice.slice(5, -2).map((level) => level < heard))).toBeLessThan(4);
  } finally {
    await again?.stop();
  }
});
