/** Calls are recorded: both sides on channels of their own, nothing readable on the disk, played by keyboard, gone in time. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Page } from '@playwright/test';
import { expectNoFault } from '../../fixtures/axe.ts';
import { deskPage } from '../../fixtures/desk-page.ts';
import { openEar, type Heard } from '../../fixtures/ear.ts';
import { eventsOf } from '../../fixtures/event-log.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { newFolder, provisionFor } from '../../fixtures/profile.ts';
import { decode, decrypt, filesWith, longestRun, loudest, recordedFiles } from '../../fixtures/recorded.ts';
import { goertzel } from '../../lab/tone.ts';

/** EBML's magic, and the names in every WebM with opus. */
const readable = [Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), 'OpusHead', 'A_OPUS', 'webm'];
/** what the caller says while the recording is paused */
const secretHz = 700;
const announcementHz = 1400;
/** amplitudes of a sine: what a voice has at least, and what the edges of other tones leave of one at most */
const heard = 0.03;
const absent = 0.02;

/** How much of what is heard is this tone, 0 … 1; 1 while nothing is. */
function shareOf(heard: Heard | null, hz: number): number {
  const energy = heard?.samples.reduce((sum, sample) => sum + sample * sample, 0) ?? 0;
  if (heard === null || energy === 0) return 1;
  return goertzel(heard.samples, hz, heard.rate) / ((energy * heard.samples.length) / 2);
}

const wave = (main: Page) => main.getByRole('slider', { name: '播放位置' });

test('a call is recorded on two channels, encrypted, without what was said in a pause; heard after a restart, deleted in time', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const profile = newFolder('profile');
  const provision = provisionFor(line.pbx, 'agent1', { policy: { record: 'all' } });
  const product = await start({ profile, provision, microphone: toneMicrophone() });
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready();
  const ear = await openEar(product.phone);

  const caller = await line.call({ from: '13912345678', tone: callerHz });
  await caller.ringing;
  const control = (name: RegExp) => desk.call.getByRole('button', { name });
  // said for two seconds and a half only: looked for from before it is said
  await Promise.all([
    desk.answer(),
    expect(control(/录音中/)).toBeVisible({ timeout: 20_000 }),
    expect(desk.call.getByText('播完再开口')).toBeVisible({ timeout: 20_000 }),
  ]);
  await caller.rtp.waitForTone(deskHz);
  await expect(desk.call.getByText('播完再开口')).toBeHidden();
  await ear.waitForTone(callerHz);

  await test.step('R leaves out what is said now, and says so', async () => {
    await desk.press('r');
    await expect(control(/已暂停/)).toBeVisible();
    await expect(desk.call.getByText('录音已暂停')).toBeVisible();
    await expectNoFault(main, 'a call whose recording is paused');
    caller.rtp.playTone(secretHz);
    await ear.waitForTone(secretHz);
    caller.rtp.playTone(callerHz);
    await ear.waitForTone(callerHz);
    // nothing of it is under way any more
    await expect.poll(async () => shareOf(await ear.hear(), secretHz)).toBeLessThan(0.01);
    await desk.press('r');
    await expect(control(/录音中/)).toBeVisible();
  });
  // some seconds with both voices
  await main.waitForTimeout(2000);
  await desk.press('F9');
  await caller.done;
  await expect.poll(() => eventsOf(profile, 'recording.ended').map(({ data }) => data.why)).toEqual(['call-ended']);

  const [file] = recordedFiles(profile);
  if (file === undefined) throw new Error('no file');
  await test.step('nothing readable is on the disk', () => {
    expect(recordedFiles(profile)).toHaveLength(1);
    expect(readable.filter((word) => file.bytes.includes(word))).toEqual([]);
    // Chromium's own files in Electron's profile speak of webm
    expect(filesWith(profile, ['OpusHead'])).toEqual([]);
  });

  await test.step('the agent is left, the caller right, the announcement in it, and not what was said in the pause', async () => {
    const tones = [deskHz, callerHz, secretHz, 0];
    const { agent, caller: other, seconds } = await decode(main, decrypt(profile, file), tones);
    expect(seconds).toBeGreaterThan(3);
    expect(loudest(agent, deskHz)).toBeGreaterThan(heard);
    expect(loudest(other, callerHz)).toBeGreaterThan(heard);
    // also after the announcement, whose track took the microphone's place for a second
    const voice = agent.get(deskHz) ?? [];
    expect(Math.max(...voice.slice(-10))).toBeGreaterThan(heard);
    // for two seconds and a half, from whenever the machine begins to say it, the caller is told and does not hear the agent
    const spoken = voice.findIndex((level, at) => at > 0 && level > heard);
    expect(spoken).toBeGreaterThan(10);
    expect(Math.max(...voice.slice(1, 11))).toBeLessThan(absent);
    expect((agent.get(0) ?? []).slice(1, spoken).filter((level) => level > heard).length).toBeGreaterThan(5);
    // each voice in its own channel only (what the caller is told has every frequency in it)
    const leak = Math.max(...(agent.get(callerHz) ?? []).slice(spoken + 1));
    expect(leak).toBeLessThan(loudest(other, callerHz) / 20);
    expect(loudest(other, deskHz)).toBeLessThan(loudest(agent, deskHz) / 20);
    expect(loudest(other, secretHz)).toBeLessThan(absent);
    const { at, data } = eventsOf(profile, 'recording.paused')[0] ?? {};
    expect(data?.ms).toBeGreaterThan(500);
    expect(eventsOf(profile, 'recording.resumed')[0]?.at).toBeGreaterThan(at ?? Infinity);
    const [started] = eventsOf(profile, 'recording.started');
    expect(started?.data).toMatchObject({ by: 'policy', announced: true, recording: file.id });
  });
  await product.stop();

  await test.step('after a restart it is played, moved and paused by keyboard alone', async () => {
    const again = await start({ profile, provision, microphone: toneMicrophone() });
    const keyboard = deskPage(again);
    await keyboard.ready();
    await keyboard.open('历史');
    await expect(again.main.getByRole('img', { name: '有录音' })).toBeVisible();
    const section = again.main.getByRole('region', { name: '录音' });
    await expect(section.getByText('按策略录音')).toBeVisible();
    await expect(section.getByText('暂停 1 次')).toBeVisible();
    await keyboard.press('l');
    await expect(section.getByRole('button', { name: /暂停/ })).toBeVisible();
    await expect.poll(async () => Number(await wave(again.main).getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    await keyboard.press('l');
    await expect(section.getByRole('button', { name: /播放/ })).toBeVisible();
    await keyboard.tabTo(wave(again.main));
    await keyboard.press('Home');
    await expect(wave(again.main)).toHaveAttribute('aria-valuenow', '0');
    await keyboard.press('End');
    await expect(wave(again.main)).toHaveAttribute(
      'aria-valuenow',
      (await wave(again.main).getAttribute('aria-valuemax')) ?? '',
    );
    await expectNoFault(again.main, 'the player');
    await keyboard.tabTo(wave(again.main), 'Shift+Tab');
    await keyboard.press('ArrowLeft', 'Enter');
    await expect(section.getByRole('button', { name: /暂停/ })).toBeVisible();
    await again.stop();
  });

  await test.step('when its time is up the file is deleted, and history says so', async () => {
    // as if it had been made a hundred days ago
    const log = new DatabaseSync(path.join(profile, 'log.db'));
    log.exec(
      "update events set json = json_set(json, '$.at', json_extract(json, '$.at') - 8640000000) where type = 'recording.started'",
    );
    log.close();
    for (const suffix of ['', '-wal', '-shm']) rmSync(path.join(profile, `projections.db${suffix}`), { force: true });
    const later = await start({ profile, provision, microphone: toneMicrophone() });
    const keyboard = deskPage(later);
    await keyboard.ready();
    await expect.poll(() => recordedFiles(profile)).toEqual([]);
    await keyboard.open('历史');
    await expect(later.main.getByText('录音已按保存期删除')).toBeVisible();
    expect(eventsOf(profile, 'recording.removed').map(({ data, author }) => [data.why, author])).toEqual([
      ['retention', 'system'],
    ]);
  });
});

test('on demand: R begins with a tone that only the caller hears; each of two calls has its own file, and a held one is silent', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const profile = newFolder('profile');
  const product = await start({ profile, provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() });
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready();
  await test.step('off unless a supervisor says so; the settings say where the key lies', async () => {
    await desk.open('设置');
    await main.getByRole('navigation', { name: '设置分类' }).getByRole('button', { name: '录音' }).press('Enter');
    await expect(main.getByRole('radio', { name: '不录' })).toBeChecked();
    await expect(main.getByText('secrets.json')).toBeVisible();
    await expectNoFault(main, 'the settings of recording');
    await main.getByRole('radio', { name: '坐席按键才录' }).press('Space');
    await main.getByRole('radio', { name: '两声提示音' }).press('Space');
    await desk.press('Control+Enter');
    await expect(main.getByText('录音策略已保存')).toBeVisible();
    await desk.open('工作台');
  });
  const others = main.getByRole('list', { name: '其他通话' });

  const one = await line.call({ from: '13912345678', tone: callerHz });
  await one.ringing;
  await desk.answer();
  const control = (name: RegExp) => desk.call.getByRole('button', { name });
  /** and not 录音中 of the other call */
  const notRecorded = control(/^录音(?!中)/);
  await expect(notRecorded).toBeVisible();
  await one.rtp.waitForTone(deskHz);
  expect(recordedFiles(profile)).toEqual([]);
  // the agent is muted: nothing but the announcement goes out
  await desk.press('m');
  await expect(control(/已静音/)).toBeVisible();
  one.rtp.forget();
  await desk.press('r');
  await one.rtp.waitForTone(announcementHz);
  await expect(control(/录音中/)).toBeVisible();
  await desk.press('m');
  one.rtp.forget();
  await one.rtp.waitForTone(deskHz);

  const two = await line.call({ from: '13700137000', tone: 620 });
  await two.ringing;
  await desk.pressUntil('Alt+F8', others);
  await two.answered;
  await two.rtp.waitForTone(deskHz);
  // not asked for: not recorded
  await expect(notRecorded).toBeVisible();
  await desk.press('r');
  await expect(control(/录音中/)).toBeVisible();
  await main.waitForTimeout(2500);
  // joined: each far end is sent the other one, and the file follows what is sent
  await desk.press('j');
  await expect(desk.call).toContainText('三方通话中');
  one.rtp.forget();
  await one.rtp.waitForTone(620);
  two.rtp.forget();
  await two.rtp.waitForTone(callerHz);
  await desk.press('F9');
  await Promise.all([one.done, two.done]);
  await expect.poll(() => eventsOf(profile, 'recording.ended')).toHaveLength(2);

  const recordings = eventsOf(profile, 'recording.started');
  expect(recordings.map(({ data }) => data.by)).toEqual(['agent', 'agent']);
  const [first, second] = recordings.map(({ data }) => recordedFiles(profile).find(({ id }) => id === data.recording));
  if (first === undefined || second === undefined) throw new Error('a file is missing');
  const a = await decode(main, decrypt(profile, first), [deskHz, callerHz, 620]);
  const b = await decode(main, decrypt(profile, second), [deskHz, callerHz, 620]);
  expect(loudest(a.caller, callerHz)).toBeGreaterThan(heard);
  expect(loudest(a.caller, 620)).toBeLessThan(absent);
  expect(loudest(b.caller, 620)).toBeGreaterThan(heard);
  expect(loudest(b.caller, callerHz)).toBeLessThan(absent);
  expect(loudest(a.agent, 620)).toBeGreaterThan(heard);
  expect(loudest(b.agent, callerHz)).toBeGreaterThan(heard);
  // two seconds at least of the first call in which neither of the two is heard
  const agent = a.agent.get(deskHz) ?? [];
  const silent = (a.caller.get(callerHz) ?? []).map((level, at) => level < absent && (agent[at] ?? 0) < absent);
  expect(longestRun(silent)).toBeGreaterThan(10);

  await test.step('a supervisor deletes one by keyboard, for good and with a reason; the other stays', async () => {
    await desk.open('历史');
    const section = main.getByRole('region', { name: '录音' });
    const form = main.getByRole('form', { name: '删除录音' });
    await desk.tabTo(section.getByRole('button', { name: '删除录音' }));
    await desk.press('Enter');
    await expect(form.getByText('不能恢复')).toBeVisible();
    await expectNoFault(main, 'the deletion of a recording');
    await expect(form.getByRole('textbox', { name: '原因' })).toBeFocused();
    // neither without a reason, nor after Esc
    await desk.press('Control+Enter', 'Escape');
    await expect(form).toBeHidden();
    expect(recordedFiles(profile)).toHaveLength(2);
    await desk.tabTo(section.getByRole('button', { name: '删除录音' }));
    await desk.press('Enter');
    await expect(form.getByRole('textbox', { name: '原因' })).toBeFocused();
    await main.keyboard.insertText('客户要求删除');
    await desk.press('Control+Enter');
    await expect(section.getByText('录音已由主管删除')).toBeVisible();
    await expect.poll(() => recordedFiles(profile)).toHaveLength(1);
    expect(eventsOf(profile, 'recording.removed').map(({ data, author }) => [data.why, data.reason, author])).toEqual([
      ['person', '客户要求删除', '林晓雯'],
    ]);
  });
});
