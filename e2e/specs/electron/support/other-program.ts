/** Another program beside the product: a browser window with one text field, in which somebody is writing. */
import { randomUUID } from 'node:crypto';
import { chromium } from '@playwright/test';
import { newFolder } from '../../../fixtures/profile.ts';
import { chromiumPath } from '../../../fixtures/start-web.ts';
import { browserSandbox } from '../../../lab/user.ts';
import { waitFor } from '../../../lab/waiting.ts';
import { activate, clickIn, findWindow, focusedWindow, isFullScreen, pressKey } from './x11.ts';

export interface OtherProgram {
  readonly window: number;
  /** what its field holds */
  text(): Promise<string>;
  /** function keys that reached it */
  keys(): Promise<readonly string[]>;
  /** brings it up, with the keyboard's focus in its field */
  focus(): Promise<void>;
  fullScreen(): Promise<void>;
  stop(): Promise<void>;
}

export async function startOtherProgram(): Promise<OtherProgram> {
  const title = `other-program-${randomUUID().slice(0, 8)}`;
  const html = `<title>${title}</title><style>textarea{position:fixed;inset:0}</style><textarea autofocus></textarea>`;
  // an application window: no address field that could have the focus instead
  const browser = await chromium.launchPersistentContext(newFolder('other-program'), {
    executablePath: chromiumPath,
    headless: false,
    viewport: null,
    chromiumSandbox: browserSandbox().chromiumSandbox,
    args: [
      `--app=data:text/html,${encodeURIComponent(html)}`,
      '--ozone-platform=x11',
      '--no-first-run',
      '--disable-background-networking',
      '--window-size=900,600',
    ],
  });
  const page = browser.pages()[0] ?? (await browser.waitForEvent('page'));
  await page.evaluate(() => {
    const keys: string[] = [];
    Object.assign(window, { keys });
    window.addEventListener('keydown', ({ key, shiftKey }) => {
      if (/^F\d+$/.test(key)) keys.push((shiftKey ? 'Shift+' : '') + key);
    });
  });
  const id = await findWindow(title);
  return {
    window: id,
    text: () => page.locator('textarea').inputValue(),
    keys: () => page.evaluate(() => (globalThis as unknown as { keys: string[] }).keys),
    async focus() {
      await activate(id);
      await waitFor(async () => ((await focusedWindow()) === id ? true : undefined), {
        what: "the other program's focus",
        timeoutMs: 15_000,
      });
      await clickIn(id, 200, 300);
    },
    async fullScreen() {
      await pressKey('F11');
      await waitFor(async () => ((await isFullScreen(id)) ? true : undefined), {
        what: "the other program's full screen",
        timeoutMs: 15_000,
      });
    },
    stop: () => browser.close(),
  };
}
