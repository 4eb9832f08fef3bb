/** What only the web host has: its gate, one tab that owns the line, the tab's stand-ins for a card window, a clean end. @web */
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { WebSocket } from 'ws';
import { deskPage } from '../fixtures/desk-page.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../fixtures/line.ts';
import { openEar } from '../fixtures/ear.ts';
import type { Product } from '../fixtures/product.ts';
import { newFolder, provisionFor } from '../fixtures/profile.ts';
import { openBrowser, openTab, passFirstRun, pressStart, startWebHost } from '../fixtures/start-web.ts';

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** As any program on this computer could ask; `host` and `origin` are whatever it likes. */
function ask(url: string, headers: OutgoingHttpHeaders = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(url, { method, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
    });
    request.on('error', reject);
    request.end();
  });
}

/** 101, or the status it was refused with. */
function upgrade(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('error', reject);
  });
}

/** One tab as a desk, so that it can be worked by keyboard. */
function tabAsProduct(page: Product['main'], profile: string): Product {
  return {
    host: 'web',
    profile,
    main: page,
    card: page,
    phone: page,
    deskPid: () => -1,
    output: () => '',
    stop: () => page.close(),
    kill: () => page.close(),
  };
}

test('the gate: a token good once, a cookie, Host, Origin and a strict policy @web', async () => {
  const host = await startWebHost({ profile: newFolder('profile') });
  try {
    const { origin, host: name, port } = new URL(host.url);
    const first = await ask(host.url);
    expect(first.status).toBe(303);
    expect(first.headers.location).toBe('/');
    const cookie = first.headers['set-cookie']?.[0] ?? '';
    expect(cookie).toMatch(/; HttpOnly/);
    expect(cookie).toMatch(/; SameSite=Strict/);
    const session = { cookie: cookie.split(';')[0] ?? '' };

    await test.step('the token is used up, and nothing is served without the cookie', async () => {
      expect((await ask(host.url)).status).toBe(403);
      expect((await ask(`${origin}/`)).status).toBe(403);
      expect((await ask(`${origin}/?token=guessed`)).status).toBe(403);
      expect((await ask(`${origin}/index.html`)).status).toBe(403);
      expect((await ask(`${origin}/`, session)).status).toBe(200);
    });

    await test.step('another name in Host is refused (DNS rebinding)', async () => {
      expect((await ask(`${origin}/`, { ...session, host: `evil.example:${port}` })).status).toBe(403);
      expect((await ask(`${origin}/`, { ...session, host: '127.0.0.1:1' })).status).toBe(403);
    });

    await test.step('the socket wants its own Origin and the cookie', async () => {
      const socket = `ws://${name}/desk`;
      expect(await upgrade(socket, { ...session, origin: 'http://evil.example' })).toBe(403);
      expect(await upgrade(socket, { ...session, origin: `http://localhost:${port}` })).toBe(403);
      expect(await upgrade(socket, { origin })).toBe(403);
      expect(await upgrade(socket, session)).toBe(403);
      expect(await upgrade(socket, { ...session, origin })).toBe(101);
    });

    await test.step('the policy has a nonce a page, and lets the page reach this host and the line alone', async () => {
      const [one, two] = [await ask(`${origin}/`, session), await ask(`${origin}/`, session)];
      const policy = String(one.headers['content-security-policy']);
      const nonce = /script-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
      expect(nonce.length).toBeGreaterThan(20);
      expect(one.body).toContain(`nonce="${nonce}"`);
      expect(String(two.headers['content-security-policy'])).not.toContain(nonce);
      expect(policy).not.toMatch(/script-src [^;]*(unsafe|\*)/);
      const connect = /connect-src ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? [];
      expect(
        connect
          .filter((source) => source !== "'self'")
          .every((source) => /^ws:\/\/(127\.0\.0\.1|localhost):\d+$/.test(source)),
      ).toBe(true);
    });
  } finally {
    expect(await host.stop()).toBe(0);
  }
});

test('the address bar keeps no token; SIGTERM ends it with 0 and lets go of port and profile @web', async () => {
  const profile = newFolder('profile');
  const host = await startWebHost({ profile });
  const browser = await openBrowser();
  try {
    const page = await openTab(host, browser.context);
    expect(page.url()).toBe(`${new URL(host.url).origin}/`);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    await deskPage(tabAsProduct(page, profile)).ready('practice');
    expect(await host.stop()).toBe(0);
    await expect(ask(host.url)).rejects.toThrow(/ECONNREFUSED/);
    // the page says so by itself
    await expect(page.getByText('后台服务断开，判定和标记暂停')).toBeVisible();
    const again = await startWebHost({ profile });
    expect(await again.stop()).toBe(0);
  } finally {
    await browser.close();
    await host.stop();
  }
});

test('not ready before "start"; two tabs: one owns the line, the other says so and takes it over @web', async ({
  startLine,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const profile = newFolder('profile');
  const host = await startWebHost({ profile, provision: provisionFor(line.pbx, 'agent1') });
  const browser = await openBrowser({ microphone: toneMicrophone() });
  try {
    const first = await openTab(host, browser.context, { isUnstarted: true });
    await expect(first.getByRole('heading', { name: '还没开始接听，现在接不到电话' })).toBeVisible();
    const early = await line.call({ from: '13912345678' });
    expect((await early.done).finalStatus).toBeGreaterThanOrEqual(400);
    expect(await line.pbx.registered()).toEqual([]);
    await pressStart(first);
    await deskPage(tabAsProduct(first, profile)).ready();
    expect(await line.pbx.registered()).toEqual(['agent1']);

    const second = await browser.context.newPage();
    await second.goto(new URL(host.url).origin);
    await passFirstRun(second);
    const two = deskPage(tabAsProduct(second, profile));
    const start = second.getByRole('button', { name: '开始接听' });
    const elsewhere = second.getByRole('heading', { name: '线路在另一个窗口，本窗口不响铃' });
    await expect(start.or(elsewhere)).toBeVisible();
    if (await start.isVisible()) await pressStart(second);
    await expect(elsewhere).toBeVisible();
    await expect(first.getByRole('heading', { name: '已就绪，等待来电' })).toBeVisible();

    await two.tabTo(second.getByRole('button', { name: '接到本窗口' }));
    await two.press('Enter');
    await two.ready();
    await expect(first.getByRole('heading', { name: '线路在另一个窗口，本窗口不响铃' })).toBeVisible();

    const caller = await line.call({ from: '13912345678' });
    await caller.ringing;
    await expect(two.card).toBeVisible();
    await expect(first.getByRole('alertdialog')).toBeHidden();
    const ear = await openEar(second);
    await two.answer();
    await ear.waitForTone(callerHz);
    await caller.rtp.waitForTone(deskHz);
    await caller.hangUp();
  } finally {
    await browser.close();
    await host.stop();
  }
});

test('a tab in the background notifies; a floating card where the browser has one @web', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({ provision: provisionFor(line.pbx, 'agent1') });
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready();

  await test.step('notification', async () => {
    // what the system is asked to show; the page believes that another program is in front
    await main.evaluate(() => {
      const view = window as Window & { lwNotes?: { title: string; body: string; open: boolean }[] };
      const notes: NonNullable<typeof view.lwNotes> = (view.lwNotes = []);
      const Real = window.Notification;
      window.Notification = class extends Real {
        readonly #note: (typeof notes)[number];
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          this.#note = { title, body: options?.body ?? '', open: true };
          notes.push(this.#note);
        }
        override close(): void {
          this.#note.open = false;
          super.close();
        }
      };
      document.hasFocus = () => false;
    });
    const notes = () =>
      main.evaluate(() => (window as Window & { lwNotes?: { title: string; body: string; open: boolean }[] }).lwNotes);
    const caller = await line.call({ from: '13912345678' });
    await caller.ringing;
    await expect
      .poll(notes)
      .toEqual([{ title: '139 1234 5678 来电', body: expect.stringContaining('未知 45'), open: true }]);
    await expect(main).toHaveTitle('139 1234 5678 来电');
    await caller.hangUp();
    await expect.poll(async () => (await notes())?.every(({ open }) => !open)).toBe(true);
    await expect(main).toHaveTitle('守线');
    await desk.press('Escape');
    await desk.ready();
  });

  await test.step('floating card', async () => {
    const button = main.getByRole('button', { name: '来电浮窗' });
    const canFloat = await main.evaluate(() => 'documentPictureInPicture' in window);
    expect(await button.isVisible()).toBe(canFloat);
    if (!canFloat) return;
    const opened = main.context().waitForEvent('page');
    await button.click();
    const float = await opened;
    await expect(float.getByText('没有来电。来电卡会出现在这里。')).toBeVisible();
    const caller = await line.call({ from: '13912345678' });
    await caller.ringing;
    await expect(float.getByRole('alertdialog')).toContainText('139 1234 5678');
    await caller.hangUp();
    await expect(float.getByRole('alertdialog')).toBeHidden();
  });
});
