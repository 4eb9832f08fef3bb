/** What a page of ours may not do, tried in the real windows: go elsewhere, open, embed, ask, run what has no nonce. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../fixtures/profile.ts';
import { expect, test } from '../../fixtures/test.ts';
import { untilReady } from './support/practice.ts';
import { shellOf } from './support/shell.ts';

interface HidNavigator extends Navigator {
  readonly hid: { requestDevice(options: { readonly filters: readonly object[] }): Promise<readonly object[]> };
}

test('a navigation, a new window, a frame and permissions are refused; the microphone alone is granted @electron', async ({
  start,
}) => {
  const desk = shellOf(await start());
  const { main } = desk;
  await untilReady(main);
  const address = main.url();

  await main.evaluate(() => void (window.location.href = 'https://example.com/'));
  await expect.poll(() => desk.output()).toContain('refused a navigation to https://example.com');
  expect(main.url()).toBe(address);

  const opened = await main.evaluate(() => window.open('https://example.com/') === null);
  expect(opened).toBe(true);
  await expect.poll(() => desk.output()).toContain('refused to open https: address outside');
  expect(desk.app.windows()).toHaveLength(3);

  const framed = await main.evaluate(async () => {
    const blocked = new Promise((resolve) =>
      document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
        once: true,
      }),
    );
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    const directive = await blocked;
    frame.remove();
    return directive;
  });
  expect(framed).toBe('frame-src');

  const asked = await main.evaluate(async () => {
    const nameOf = (error: unknown) => (error instanceof Error ? error.name : 'failed');
    return {
      geolocation: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('granted'),
          ({ code }) => resolve(code),
        ),
      ),
      camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', nameOf),
      cameraToo: await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => 'granted', nameOf),
      screen: await navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => 'granted', nameOf),
      notifications: await Notification.requestPermission(),
      // everything there is, keyboards and security keys too: only headsets are offered, and there is none
      hid: await (navigator as HidNavigator).hid.requestDevice({ filters: [] }).then(({ length }) => length, nameOf),
      microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then((stream) => {
        for (const track of stream.getTracks()) track.stop();
        return 'granted';
      }, nameOf),
    };
  });
  expect(asked).toEqual({
    geolocation: 1,
    camera: 'NotAllowedError',
    cameraToo: 'NotAllowedError',
    screen: expect.stringMatching(/^Not(Allowed|Supported)Error$/),
    notifications: 'denied',
    hid: 0,
    microphone: 'granted',
  });
  await expect.poll(() => desk.output()).toContain('no headset to choose');
  for (const refused of ['geolocation', 'media'])
    await expect.poll(() => desk.output()).toContain(`refused the permission ${refused}`);
});

test('each page has a policy with a nonce of its own: no foreign script, no eval, no connection but the phone’s @electron', async ({
  start,
}) => {
  const desk = shellOf(await start());
  await untilReady(desk.main);
  const nonces: string[] = [];
  for (const page of [desk.main, desk.card, desk.phone]) {
    const found = await page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => violations.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.foreign = true';
      document.body.append(script);
      let evaluated = 'refused';
      // DevTools' own evaluation is above the policy; what comes after it is not
      await new Promise((resolve) => setTimeout(resolve));
      try {
        // oxlint-disable-next-line no-new-func, typescript/no-implied-eval -- what it proves
        evaluated = String(new Function('return 1')());
      } catch {
        // as it has to be
      }
      const fetched = await fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      );
      await new Promise((resolve) => setTimeout(resolve, 50));
      const bundle = document.querySelector<HTMLScriptElement>('script[nonce]');
      return {
        nonce: bundle?.nonce ?? '',
        ran: 'foreign' in window,
        evaluated,
        fetched,
        violations: [...new Set(violations)].sort(),
        node: ['require', 'process', 'module', 'Buffer'].filter((name) => name in window),
        api: Object.keys(window.linewarden ?? {}).sort(),
      };
    });
    nonces.push(found.nonce);
    expect(found).toMatchObject({ ran: false, evaluated: 'refused', fetched: 'refused', node: [] });
    expect(found.violations).toEqual(expect.arrayContaining(['connect-src', 'script-src-elem']));
    // the whole bridge: nothing of Electron beyond it
    expect(found.api).toEqual([
      'onEvent',
      'openExternal',
      'platform',
      'ready',
      'role',
      'setPhoneState',
      'showCard',
      'showMain',
      'versions',
    ]);
  }
  expect(new Set(nonces).size).toBe(3);
  for (const nonce of nonces) expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/);

  // nothing but what lies in the renderer's own folder is served, and only under its own host
  const sound = readdirSync(path.join(root, 'dist/renderer/assets')).find((file) => file.endsWith('.wav')) ?? '';
  const answers = await desk.main.evaluate(async (inside) => {
    const load = (address: string) =>
      new Promise<string>((resolve) => {
        const audio = new Audio();
        audio.addEventListener('loadedmetadata', () => resolve('loaded'));
        audio.addEventListener('error', () => resolve('refused'));
        audio.src = address;
      });
    return {
      inside: await load(`/assets/${inside}`),
      outside: await load('/..%2f..%2fassets/sounds/ring-normal.wav'),
      deeper: await load('/assets/..%2f..%2f..%2fassets/sounds/ring-normal.wav'),
      host: await load(`app://elsewhere/assets/${inside}`),
      broken: await load('/assets/%zz.wav'),
    };
  }, sound);
  expect(answers).toEqual({
    inside: 'loaded',
    outside: 'refused',
    deeper: 'refused',
    host: 'refused',
    broken: 'refused',
  });
});

test('windows are sandboxed and say to the shell only what their role allows @electron', async ({ start }) => {
  const desk = shellOf(await start());
  await untilReady(desk.main);
  const preferences = await desk.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = (
        window.webContents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
      ).getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
    }),
  );
  expect(preferences).toHaveLength(3);
  for (const each of preferences) {
    expect(each).toEqual({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
  }
  // the main window is not the phone
  await desk.main.evaluate(() => window.linewarden?.setPhoneState({ tray: 'ringing', ringing: true, live: true }));
  await expect.poll(() => desk.output()).toContain('refused linewarden:phone-state');
  await desk.phone.evaluate(() => window.linewarden?.showCard(true));
  await expect.poll(() => desk.output()).toContain('refused linewarden:show-card');
  // nor does the phone's window get away with nonsense
  await desk.phone.evaluate(() => window.linewarden?.setPhoneState({ tray: 'nonsense' } as never));
  await expect.poll(() => desk.output()).toContain('dropped a malformed phone state');
});
