/** Starting: once a profile, hidden at login, with a number from a link, which is shown and never dialled by itself. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { usedProfile } from '../../fixtures/faults/line-desk.ts';
import { root } from '../../fixtures/profile.ts';
import { expect, test } from '../../fixtures/test.ts';
import { electronLaunch, ensureElectron } from '../../lab/electron/binary.ts';
import { browserSandbox } from '../../lab/user.ts';
import { ownEvents, untilReady } from './support/practice.ts';
import { shellOf, untilVisible, windowState } from './support/shell.ts';

/** Starts the program again as a desktop does; resolves with its exit code and what it said. */
async function startAgain(profile: string, ...args: string[]): Promise<{ code: number | null; said: string }> {
  const launch = electronLaunch(await ensureElectron(), path.join(root, 'dist/electron/main.cjs'), [
    '--profile',
    profile,
    ...args,
  ]);
  const child = spawn(launch.executablePath, [...browserSandbox().args, ...launch.args], {
    cwd: root,
    env: { ...process.env, ...launch.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 20_000,
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, said })));
}

/** The number in the open dialler. */
const dialled = (main: Page) => main.getByRole('dialog', { name: '拨号' }).getByRole('textbox', { name: '号码' });

test('a second start brings the window of the first up, with the number of its link, and ends @electron', async ({
  start,
}) => {
  const desk = shellOf(await start());
  await untilReady(desk.main);
  await desk.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.close();
  });
  await untilVisible(desk.app, 'index', false);

  const plain = await startAgain(desk.profile);
  expect(plain.code).toBe(0);
  expect(plain.said).toContain('already running with this profile');
  await untilVisible(desk.app, 'index', true);
  await expect.poll(async () => (await windowState(desk.app, 'index'))?.focused).toBe(true);

  expect((await startAgain(desk.profile, 'tel:+86-138-0013-8000')).code).toBe(0);
  await expect(dialled(desk.main)).toHaveValue('+8613800138000');

  // what is no number is no link
  expect((await startAgain(desk.profile, 'sip:javascript%3Aalert(1)@x')).code).toBe(0);
  await expect(dialled(desk.main)).toHaveValue('+8613800138000');
  expect(ownEvents(desk.profile, 'call.started')).toEqual([]);
});

test('started hidden at login it is ready without a window; a link that started it is shown when it comes up @electron', async ({
  start,
}) => {
  const desk = shellOf(
    await start({ profile: usedProfile(), staysAtFirstRun: true, args: ['--hidden', 'tel:01088886666'] }),
  );
  // nothing was waited for before: the page has yet to come up
  await expect(dialled(desk.main)).toHaveValue('01088886666', { timeout: 20_000 });
  expect((await windowState(desk.app, 'index'))?.visible).toBe(false);
  // a second start of the session does not bring it up; a person's does
  await startAgain(desk.profile, '--hidden');
  expect((await windowState(desk.app, 'index'))?.visible).toBe(false);
  await startAgain(desk.profile);
  await untilVisible(desk.app, 'index', true);
});
