/** The built shell with its Electron application at hand, for what only a spec of this host asks. Knows no single spec. */
import type { ElectronApplication } from '@playwright/test';
import type { ShellApi } from '../../../../core/contract/shell.ts';
import type { ElectronProduct } from '../../../fixtures/start-electron.ts';
import type { Product } from '../../../fixtures/product.ts';
import { waitFor } from '../../../lab/waiting.ts';

declare global {
  interface Window {
    /** what the preload puts into each window */
    linewarden?: ShellApi;
  }
}

export function shellOf(product: Product): ElectronProduct {
  if (!('app' in product)) throw new Error('this spec is for Electron only');
  return product as ElectronProduct;
}

export type WindowName = 'index' | 'card' | 'phone';

interface WindowState {
  readonly visible: boolean;
  readonly focused: boolean;
  readonly minimized: boolean;
  readonly x11: number;
  readonly url: string;
}

/** What the main process knows of a window; null when there is none. */
export function windowState(app: ElectronApplication, name: WindowName): Promise<WindowState | null> {
  return app.evaluate(({ BrowserWindow }, page) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`/${page}.html`));
    if (!window) return null;
    return {
      visible: window.isVisible(),
      focused: window.isFocused(),
      minimized: window.isMinimized(),
      x11: window.getNativeWindowHandle().readUInt32LE(0),
      url: window.webContents.getURL(),
    };
  }, name);
}

export async function untilVisible(app: ElectronApplication, name: WindowName, visible: boolean): Promise<void> {
  await waitFor(async () => ((await windowState(app, name))?.visible === visible ? true : undefined), {
    what: `the ${name} window ${visible ? 'shown' : 'hidden'}`,
    timeoutMs: 20_000,
    everyMs: 20,
  });
}

/** A card is deaf for so long (look.md «Keys»), with some room for clocks. */
const deafMs = 350;

/**
 * A call rings and this system-wide key will be taken: the shell holds it (it hears of a call after the card does), and the card
 * is no longer deaf. The phone began to ring before its card was shown.
 */
export async function untilKeyActs(app: ElectronApplication, key = 'F8'): Promise<void> {
  await untilVisible(app, 'card', true);
  const shownAt = Date.now();
  await waitFor(
    async () => {
      const isHeld = await app.evaluate(({ globalShortcut }, name) => globalShortcut.isRegistered(name), key);
      return isHeld && Date.now() - shownAt > deafMs ? true : undefined;
    },
    { what: `${key} held while it rings`, timeoutMs: 20_000, everyMs: 20 },
  );
}
