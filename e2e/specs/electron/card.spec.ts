/** The card over other programs' windows: on top, without the focus, only while something rings. */
import { expect, test } from '../../fixtures/test.ts';
import { waitFor } from '../../lab/waiting.ts';
import { startOtherProgram } from './support/other-program.ts';
import { ring, untilReady } from './support/practice.ts';
import { shellOf, untilKeyActs, untilVisible, windowState } from './support/shell.ts';
import { focusedWindow, pressKey, typeText, windowAt } from './support/x11.ts';
import type { ElectronProduct } from '../../fixtures/start-electron.ts';

/** Is the X window on top in the middle of the card the card's own? The window manager shows it a moment after Electron did. */
async function isOnTop(desk: ElectronProduct): Promise<boolean> {
  const { x, y, width, height } = await desk.app.evaluate(({ BrowserWindow }) => {
    const card = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/card.html'));
    if (!card) throw new Error('no card window');
    return card.getBounds();
  });
  const top = await windowAt(x + Math.round(width / 2), y + Math.round(height / 2));
  return top === (await windowState(desk.app, 'card'))?.x11;
}

for (const kind of ['window', 'full-screen window'] as const) {
  test(`the card comes up over another program's ${kind}, which keeps the focus and what is typed @electron`, async ({
    start,
  }, testInfo) => {
    const desk = shellOf(await start());
    const other = await startOtherProgram();
    try {
      await untilReady(desk.main);
      await other.focus();
      if (kind === 'full-screen window') await other.fullScreen();
      await typeText('before ');
      await expect.poll(() => other.text()).toBe('before ');
      await ring(desk.main, 'loan-pitch');
      await untilVisible(desk.app, 'card', true);
      await expect(desk.card.getByRole('alertdialog')).toBeVisible();
      await typeText('while it rings');
      expect(await focusedWindow()).toBe(other.window);
      await expect.poll(() => other.text()).toBe('before while it rings');
      await expect.poll(() => isOnTop(desk)).toBe(true);
      const screen = await desk.app.evaluate(async ({ desktopCapturer }) => {
        const [first] = await desktopCapturer.getSources({
          types: ['screen'],
          thumbnailSize: { width: 1440, height: 900 },
        });
        return first?.thumbnail.toPNG().toString('base64') ?? '';
      });
      await testInfo.attach('screen.png', { body: Buffer.from(screen, 'base64'), contentType: 'image/png' });
      await untilKeyActs(desk.app, 'F9');
      await pressKey('F9');
      await untilVisible(desk.app, 'card', false);
      expect(await focusedWindow()).toBe(other.window);
    } finally {
      await other.stop();
    }
  });
}

test('no card while nothing rings, whatever its page says, and none 100 ms after the end @electron', async ({
  start,
}) => {
  const desk = shellOf(await start());
  await untilReady(desk.main);
  // what the shell does with the card, and what the phone told it, each with its time
  await desk.app.evaluate(({ BrowserWindow, ipcMain }) => {
    const log: { what: string; at: number }[] = [];
    Object.assign(globalThis, { cardLog: log });
    const card = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/card.html'));
    card?.on('show', () => log.push({ what: 'show', at: performance.now() }));
    card?.on('hide', () => log.push({ what: 'hide', at: performance.now() }));
    // before the shell's own listener acts on it
    ipcMain.prependListener('linewarden:phone-state', (_event, state: { ringing: boolean; live: boolean }) =>
      log.push({ what: state.ringing || state.live ? 'call' : 'no call', at: performance.now() }),
    );
  });
  const read = () =>
    desk.app.evaluate(() => (globalThis as unknown as { cardLog: { what: string; at: number }[] }).cardLog);

  await desk.card.evaluate(() => window.linewarden?.showCard(true));
  await desk.card.evaluate(() => window.linewarden?.showCard(false));
  await desk.card.reload();
  await desk.main.waitForTimeout(500);
  expect(await read()).toEqual([]);
  expect((await windowState(desk.app, 'card'))?.visible).toBe(false);

  await ring(desk.main, 'silent-caller');
  await untilKeyActs(desk.app, 'F9');
  await pressKey('F9');
  const log = await waitFor(
    async () => {
      const seen = await read();
      return ['no call', 'hide'].every((wanted) => seen.some(({ what }) => what === wanted)) ? seen : undefined;
    },
    { what: 'the card gone', timeoutMs: 10_000 },
  );
  expect(log.map(({ what }) => what).filter((what) => what === 'show' || what === 'hide')).toEqual(['show', 'hide']);
  const at = (wanted: string) => log.find(({ what }) => what === wanted)?.at ?? NaN;
  expect(at('call')).toBeLessThanOrEqual(at('show'));
  expect(at('no call')).toBeGreaterThan(at('show'));
  // the card's page may say it before the phone does
  expect(at('hide') - at('no call')).toBeLessThan(100);
});
