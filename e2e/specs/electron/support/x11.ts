/** What an agent's hands and eyes do on the X screen of the run: type, press, look what has the focus and what is on top. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { waitFor } from '../../../lab/waiting.ts';

const run = promisify(execFile);

async function xdotool(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('xdotool', args, { timeout: 10_000 });
  return stdout.trim();
}

/** The window that the keyboard's focus is in, as an X id. */
export const focusedWindow = async (): Promise<number> => Number(await xdotool('getwindowfocus'));

/** Waits until a window of this title is mapped; its X id. The search fails where some window goes while it looks: it looks again. */
export const findWindow = (title: string): Promise<number> =>
  waitFor(
    async () => {
      const found = await xdotool('search', '--onlyvisible', '--limit', '1', '--name', title).catch(() => '');
      return found === '' ? undefined : Number(found.split('\n')[0]);
    },
    { what: `a window ${title}`, timeoutMs: 20_000, everyMs: 100 },
  );

/** The window that a click at this point would hit: the one on top there. */
export async function windowAt(x: number, y: number): Promise<number> {
  const said = await xdotool('mousemove', String(x), String(y), 'getmouselocation', '--shell');
  return Number(/^WINDOW=(\d+)$/m.exec(said)?.[1]);
}

export const clickIn = (window: number, x: number, y: number): Promise<string> =>
  xdotool('mousemove', '--window', String(window), String(x), String(y), 'click', '1');
export const activate = (window: number): Promise<string> => xdotool('windowactivate', '--sync', String(window));
/** Into whatever has the focus, as a keyboard would. */
export const typeText = (text: string): Promise<string> => xdotool('type', '--delay', '25', text);
export const pressKey = (key: string): Promise<string> => xdotool('key', key);

export async function isFullScreen(window: number): Promise<boolean> {
  const { stdout } = await run('xprop', ['-id', String(window), '_NET_WM_STATE'], { timeout: 10_000 });
  return stdout.includes('_NET_WM_STATE_FULLSCREEN');
}

/** All windows that the window manager keeps, message boxes too, oldest first. */
export async function managedWindows(): Promise<readonly number[]> {
  const { stdout } = await run('xprop', ['-root', '_NET_CLIENT_LIST'], { timeout: 10_000 });
  return [...stdout.matchAll(/0x[0-9a-f]+/g)].map(([id]) => Number(id));
}
