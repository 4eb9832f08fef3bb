/** System-wide keys: the agent works in another program, and answers, ends and marks calls from there. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { deskPage } from '../../fixtures/desk-page.ts';
import { newFolder } from '../../fixtures/profile.ts';
import { expect, test } from '../../fixtures/test.ts';
import { startOtherProgram } from './support/other-program.ts';
import { ownEvents, ring, untilReady } from './support/practice.ts';
import { shellOf, untilKeyActs, untilVisible, windowState } from './support/shell.ts';
import { focusedWindow, pressKey } from './support/x11.ts';

test('F8, F9 and their shifted forms act while a call rings or lives, and are the other program’s otherwise @electron', async ({
  start,
}) => {
  const desk = shellOf(await start());
  const { call } = deskPage(desk);
  const other = await startOtherProgram();
  try {
    await untilReady(desk.main);
    await other.focus();
    await test.step('idle: they reach the other program', async () => {
      for (const key of ['F8', 'F9', 'shift+F8', 'shift+F9']) await pressKey(key);
      await expect.poll(() => other.keys()).toEqual(['F8', 'F9', 'Shift+F8', 'Shift+F9']);
    });
    await test.step('F8 answers, Shift F8 escalates, F9 hangs up, and the other program sees none of them', async () => {
      await ring(desk.main, 'loan-pitch');
      await untilKeyActs(desk.app);
      await pressKey('F8');
      await expect(call.getByText('通话中')).toBeVisible();
      await pressKey('shift+F8');
      await expect.poll(() => ownEvents(desk.profile, 'escalation.opened').length).toBe(1);
      expect((await windowState(desk.app, 'index'))?.focused).toBe(false);
      await pressKey('F9');
      await expect.poll(() => ownEvents(desk.profile, 'call.ended').map(({ data }) => data.by)).toEqual(['agent']);
    });
    await test.step('Shift F9 refuses a nuisance with 607', async () => {
      await ring(desk.main, 'robocall');
      // the main window carries it out, and is deaf from when it has seen the call itself, after the card
      await expect(desk.main.getByRole('group', { name: '标记' })).toBeVisible();
      await untilKeyActs(desk.app, 'Shift+F9');
      await pressKey('shift+F9');
      await untilVisible(desk.app, 'card', false);
      await expect.poll(() => ownEvents(desk.profile, 'call.ended').length).toBe(2);
    });
    await test.step('idle again: given back', async () => {
      expect(await focusedWindow()).toBe(other.window);
      // the shell hears of the call's end after its card is gone: a key pressed in between is still its own
      await expect
        .poll(async () => {
          await pressKey('F8');
          return (await other.keys()).slice(4);
        })
        .toContain('F8');
      expect(new Set((await other.keys()).slice(4))).toEqual(new Set(['F8']));
    });
  } finally {
    await other.stop();
  }
});

test('keys that a person chose take the place of F8 and F9 @electron', async ({ start }) => {
  const profile = newFolder('profile');
  const keys = { answer: 'F7', reject: 'Ctrl+F9', passOn: 'Shift+F8', rejectNuisance: 'Shift+F9' };
  writeFileSync(
    path.join(profile, 'settings.json'),
    JSON.stringify({ v: 1, preferences: { firstRunDone: true, keys } }),
  );
  const desk = shellOf(await start({ profile }));
  const { call } = deskPage(desk);
  const other = await startOtherProgram();
  try {
    await untilReady(desk.main);
    await other.focus();
    await ring(desk.main, 'silent-caller');
    await untilKeyActs(desk.app, 'F7');
    await pressKey('F8');
    await expect.poll(() => other.keys()).toEqual(['F8']);
    await pressKey('F7');
    await expect(call.getByText('通话中')).toBeVisible();
    await pressKey('ctrl+F9');
    await expect.poll(() => ownEvents(desk.profile, 'call.ended').map(({ data }) => data.by)).toEqual(['agent']);
    expect(await other.keys()).toEqual(['F8']);
  } finally {
    await other.stop();
  }
});
