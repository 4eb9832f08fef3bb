/**
 * What a program can find out by itself about the shell in a real Electron, for `npm run verify:electron`. Each probe says
 * in words what it saw, or throws what is wrong. Needs a product that was just started, on the practice line.
 */
import { strict as assert } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ElectronApplication, Page } from '@playwright/test';

export interface Probe {
  readonly name: string;
  readonly run: (app: ElectronApplication) => Promise<string>;
}

async function until<T>(what: string, look: () => Promise<T | undefined>, limitMs = 20_000): Promise<T> {
  const end = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited ${limitMs / 1000} s for ${what}`);
    await sleep(50);
  }
}

const windowOf = (app: ElectronApplication, name: string): Promise<Page> =>
  until(`the window ${name}`, () =>
    Promise.resolve(app.windows().find((page) => page.url().includes(`/${name}.html`))),
  );

/** Past the first-run page, registered to the practice line. */
async function readyPage(app: ElectronApplication): Promise<Page> {
  const main = await windowOf(app, 'index');
  const skip = main.getByRole('button', { name: /^(全部跳过|Skip all)$/ });
  const ring = main.getByRole('button', { name: /打给我|Ring me/ });
  await skip.or(ring).first().waitFor({ timeout: 30_000 });
  if (await skip.isVisible()) await skip.press('Enter');
  await until('the practice line', async () => ((await ring.isEnabled()) ? true : undefined), 30_000);
  return main;
}

export const probes: readonly Probe[] = [
  {
    name: 'versions',
    run: async (app) =>
      JSON.stringify(
        await app.evaluate(({ app: shell }) => ({
          product: shell.getVersion(),
          electron: process.versions['electron'],
          chrome: process.versions['chrome'],
          node: process.versions.node,
          system: `${process.platform} ${process.arch} ${process.getSystemVersion()}`,
        })),
      ),
  },
  {
    name: 'windows: main, card and phone, all sandboxed',
    async run(app) {
      for (const name of ['index', 'card', 'phone']) await windowOf(app, name);
      const windows = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().map((window) => {
          const contents = window.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences };
          const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences();
          return { sandbox, contextIsolation, nodeIntegration };
        }),
      );
      assert.deepEqual(
        windows,
        Array.from({ length: 3 }, () => ({ sandbox: true, contextIsolation: true, nodeIntegration: false })),
      );
      return 'three windows, sandbox and context isolation on';
    },
  },
  {
    name: 'desk service in a utility process, phone registered to its practice line',
    async run(app) {
      await readyPage(app);
      return 'the page says that it can be rung';
    },
  },
  {
    name: 'MessagePort: the other end hears of a close',
    async run(app) {
      const heard = await app.evaluate(
        ({ MessageChannelMain }) =>
          new Promise<boolean>((resolve) => {
            const { port1, port2 } = new MessageChannelMain();
            port1.on('close', () => resolve(true));
            port1.start();
            port2.close();
            setTimeout(() => resolve(false), 3_000);
          }),
      );
      assert.ok(heard, 'no close event within 3 s');
      return 'close arrives';
    },
  },
  {
    name: 'safeStorage',
    run: (app) =>
      app.evaluate(({ safeStorage }) => {
        if (!safeStorage.isEncryptionAvailable()) return 'no keystore: passwords lie in a file only the user can read';
        if (safeStorage.decryptString(safeStorage.encryptString('守线')) !== '守线')
          throw new Error('what was encrypted cannot be read');
        // absent in old versions, and on Windows and macOS
        const { getSelectedStorageBackend } = safeStorage as { getSelectedStorageBackend?: () => string };
        return `a round trip works; backend ${process.platform === 'linux' ? (getSelectedStorageBackend?.() ?? 'unknown') : 'the system’s'}`;
      }),
  },
  {
    name: 'system-wide keys can be had',
    async run(app) {
      const refused = await app.evaluate(({ globalShortcut }) => {
        const mac = ['Command+Option+A', 'Command+Option+R', 'Command+Option+Shift+A', 'Command+Option+Shift+R'];
        const wanted = process.platform === 'darwin' ? mac : ['F8', 'F9', 'Shift+F8', 'Shift+F9'];
        return wanted.filter((key) => {
          const isMine = globalShortcut.register(key, () => undefined);
          if (isMine) globalShortcut.unregister(key);
          return !isMine;
        });
      });
      assert.deepEqual(refused, [], `another program or the system holds ${refused.join(', ')}`);
      return 'all four are free';
    },
  },
  {
    name: 'practice call: card without the focus, answered by the phone, a voice heard, hung up',
    async run(app) {
      const main = await readyPage(app);
      const card = await windowOf(app, 'card');
      await main.getByRole('combobox', { name: /来电人|Caller/ }).selectOption('salesman');
      await main.getByRole('button', { name: /打给我|Ring me/ }).press('Enter');
      const state = () =>
        app.evaluate(({ BrowserWindow }) => {
          const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/card.html'));
          return { shown: window?.isVisible() === true, focused: window?.isFocused() === true };
        });
      await until('the card', async () => ((await state()).shown ? true : undefined));
      assert.equal((await state()).focused, false, 'the card took the focus');
      // a card ignores keys for its first 300 ms
      await sleep(400);
      await card.locator('button').filter({ hasText: 'F8' }).first().click();
      await main
        .getByText(/听得到对方|Caller is heard/)
        .first()
        .waitFor({ timeout: 20_000 });
      await until('the card gone', async () => ((await state()).shown ? undefined : true));
      await main.keyboard.press('F9');
      return 'rang, answered, heard, hung up';
    },
  },
];
