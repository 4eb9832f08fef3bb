/** A disk that is full, or that nobody may write: what was pressed is kept and can be tried again; a start is refused in words. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fillDisk, freeDisk, onReadOnlyMount, onSmallDisk } from '../../fixtures/faults/own-disk.ts';
import { everything, filledProfile, keptIn, withDesk } from '../../fixtures/faults/profile-data.ts';
import { refusedStart } from '../../fixtures/faults/refused-start.ts';
import { answer, lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { expectPlainWords } from '../../fixtures/faults/words.ts';
import { newFolder } from '../../fixtures/profile.ts';
import { call } from '../../lab/caller.ts';
import { startPbx } from '../../lab/pbx.ts';
import { expect, test } from '../../fixtures/test.ts';

test('a profile on a read-only mount is refused in words, and loses nothing', async ({ host }) => {
  const profile = await filledProfile();
  const before = readdirSync(profile).toSorted();
  const { words, exitCode } = await refusedStart(host, { profile, within: onReadOnlyMount(profile) });
  expectPlainWords(words, /不可写，通话记录无法保存/);
  if (host === 'web') expect(exitCode).toBe(5);
  expect(readdirSync(profile).toSorted()).toEqual(before);
  await withDesk(profile, async (desk) => expect(await keptIn(desk)).toEqual(everything));
});

test('a profile that would have to be made on a read-only mount is refused in the same words', async ({ host }) => {
  const mount = newFolder('mount');
  const profile = path.join(mount, 'company', 'desk');
  const { words, exitCode } = await refusedStart(host, { profile, within: onReadOnlyMount(mount) });
  expectPlainWords(words, /不可写，通话记录无法保存/);
  if (host === 'web') expect(exitCode).toBe(5);
  expect(readdirSync(mount)).toEqual([]);
});

test('a disk that fills up in a call: the tag is not lost but offered again, and saved once there is space', async ({
  start,
}) => {
  const pbx = await startPbx({ huntMembers: ['agent1'] });
  try {
    const profile = usedProfile();
    // Chromium's own data lies in the profile in Electron
    const desk = await start({ profile, provision: lineOf(pbx), within: onSmallDisk(profile, 96) });
    await untilReady(desk);
    const caller = await call({ pbx });
    await ringingCard(desk);
    await answer(desk);
    await caller.answered;
    fillDisk(desk.deskPid(), profile);

    const slot = desk.main.locator('.lw-slot');
    await desk.main.keyboard.press('Digit2');
    const banner = slot.getByRole('alert');
    await expect(banner).toBeVisible();
    expectPlainWords(await banner.locator('.lw-banner-words').innerText(), /标记没有保存/);
    await expect(banner).toContainText('磁盘已满');
    // trying again while it is full says the same; the call is not touched by any of it
    await slot.getByRole('button', { name: '重试' }).press('Enter');
    await expect(banner).toContainText('标记没有保存');
    await expect(desk.main.getByText('听得到对方')).toBeVisible();

    freeDisk(desk.deskPid(), profile);
    // the try before may have come only now, when there is space again: then nothing is left to press
    await slot
      .getByRole('button', { name: '重试' })
      .press('Enter', { timeout: 1_000 })
      .catch(() => undefined);
    await expect(slot.getByText('已标「贷款」')).toBeVisible();
    await caller.hangUp();
    // the call's own events, made while nothing could be written, follow by themselves
    await desk.main.getByRole('navigation').getByRole('button', { name: /历史/ }).press('Enter');
    const row = desk.main.getByRole('row').filter({ hasText: '138 0013 8000' });
    await expect(row.filter({ hasText: '已接听' }).filter({ hasText: '贷款' })).toBeVisible({ timeout: 60_000 });
  } finally {
    await pbx.stop();
  }
});

test('a start on a full disk is refused in words', async ({ host }) => {
  const profile = await filledProfile();
  const { words, exitCode } = await refusedStart(host, { profile, within: onSmallDisk(profile, 16, true) });
  expectPlainWords(words, /磁盘已满|不可写/);
  if (host === 'web') expect(exitCode).toBe(8);
});
