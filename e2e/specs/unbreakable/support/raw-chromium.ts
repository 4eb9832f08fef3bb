/**
 * A Chromium as people have it, spoken to over bare CDP: Playwright's own pages always count as visible and in front, so that
 * nothing could be proved about hidden ones. Windows on the run's display; ended by its pid.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { WebSocket } from 'ws';
import { browserSandbox } from '../../../lab/user.ts';
import { newFolder } from '../../../fixtures/profile.ts';
import { chromiumArgs, chromiumPath } from '../../../fixtures/start-web.ts';
import { endTree } from './process-tree.ts';

export interface RawTab {
  /** The value of an expression in the page; promises are awaited. `gesture`: as if a person had done it. */
  evaluate<T>(expression: string, gesture?: boolean): Promise<T>;
  /** until the expression is true */
  until(expression: string, timeoutMs?: number): Promise<void>;
  press(key: 'F8' | 'F9'): Promise<void>;
  /** as F5 does, also where the page has crashed */
  reload(): Promise<void>;
  front(): Promise<void>;
  minimise(): Promise<void>;
  restore(): Promise<void>;
}

export interface RawChromium {
  readonly pid: number;
  open(url: string): Promise<RawTab>;
  stop(): Promise<void>;
}

interface Answer {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

class Cdp {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  #last = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const { id, result, error } = JSON.parse(data.toString()) as Answer;
      const waiting = id === undefined ? undefined : this.#waiting.get(id);
      if (id === undefined || waiting === undefined) return;
      this.#waiting.delete(id);
      if (error === undefined) waiting.resolve(result);
      else waiting.reject(new Error(error.message));
    });
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('the browser is gone'));
    });
  }

  static open(url: string): Promise<Cdp> {
    const socket = new WebSocket(url);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(new Cdp(socket)));
      socket.once('error', reject);
    });
  }

  send<T>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    const id = (this.#last += 1);
    return new Promise<T>((resolve, reject) => {
      // a page that has crashed answers nothing
      const timer = setTimeout(() => reject(new Error(`no answer to ${method}`)), 5_000);
      this.#waiting.set(id, {
        resolve(value) {
          clearTimeout(timer);
          resolve(value as T);
        },
        reject(error) {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  }
}

export async function startRawChromium(microphone: string): Promise<RawChromium> {
  const child = spawn(
    chromiumPath,
    [
      ...browserSandbox().args,
      ...chromiumArgs(microphone),
      `--user-data-dir=${newFolder('chromium')}`,
      '--remote-debugging-port=0',
      '--no-default-browser-check',
      '--lang=zh-CN',
      // five minutes of hiding are too long for a spec: a hidden page is throttled to one timer a minute after ten seconds
      '--enable-features=IntensiveWakeUpThrottling:grace_period_seconds/10',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  const pid = child.pid ?? -1;
  try {
    const cdp = await Cdp.open(await endpointOf(child));
    return {
      pid,
      open: (url) => openTab(cdp, url),
      stop: () => endTree(pid),
    };
  } catch (error) {
    await endTree(pid);
    throw error;
  }
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`Chromium did not come up:\n${said}`)), 40_000);
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const url = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${code}:\n${said}`)));
  });
}

async function openTab(cdp: Cdp, url: string): Promise<RawTab> {
  const { origin } = new URL(url);
  if (origin !== 'null')
    await cdp.send('Browser.grantPermissions', { origin, permissions: ['audioCapture', 'notifications'] });
  const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', { url });
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const { windowId } = await cdp.send<{ windowId: number }>('Browser.getWindowForTarget', { targetId });
  const bounds = async (windowState: string): Promise<void> => {
    await cdp.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
  };
  const evaluate = async <T>(expression: string, userGesture = false): Promise<T> => {
    const { result, exceptionDetails } = await cdp.send<{
      result: { value?: T };
      exceptionDetails?: { text: string; exception?: { description?: string } };
    }>('Runtime.evaluate', { expression, userGesture, awaitPromise: true, returnByValue: true }, sessionId);
    if (exceptionDetails !== undefined)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value as T;
  };
  return {
    evaluate,
    async until(expression, timeoutMs = 40_000) {
      const end = Date.now() + timeoutMs;
      for (;;) {
        if (await evaluate<boolean>(`Boolean(${expression})`).catch(() => false)) return;
        if (Date.now() > end)
          throw new Error(
            `not within ${timeoutMs} ms: ${expression}\n${await evaluate<string>('document.body.innerText')}`,
          );
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async press(key) {
      const event = { key, code: key, windowsVirtualKeyCode: key === 'F8' ? 119 : 120 };
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event }, sessionId);
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event }, sessionId);
    },
    reload: async () => void (await cdp.send('Page.reload', {}, sessionId)),
    front: async () => void (await cdp.send('Target.activateTarget', { targetId })),
    minimise: () => bounds('minimized'),
    restore: () => bounds('normal'),
  };
}
