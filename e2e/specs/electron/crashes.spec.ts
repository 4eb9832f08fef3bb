/** Parts of the product die in a real call: what is left goes on, what died comes back, and nothing acknowledged is lost. */
import type { ElectronApplication } from '@playwright/test';
import { deskPage } from '../../fixtures/desk-page.ts';
import { openEar } from '../../fixtures/ear.ts';
import { eventsOf } from '../../fixtures/event-log.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';
import { shellOf, windowState, type WindowName } from './support/shell.ts';

/** The renderer's process dies, as of a fault of its own. */
const crash = (app: ElectronApplication, name: WindowName): Promise<void> =>
  app.evaluate(({ BrowserWindow }, page) => {
    BrowserWindow.getAllWindows()
      .find((each) => each.webContents.getURL().includes(`/${page}.html`))
      ?.webContents.forcefullyCrashRenderer();
  }, name);

/** What stands in a window, asked through the shell: Playwright gives a page up when it crashed. */
const textOf = (app: ElectronApplication, name: WindowName): Promise<string> =>
  app.evaluate(async ({ BrowserWindow }, page) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes(`/${page}.html`));
    const text: unknown = await window?.webContents.executeJavaScript('document.body.innerText').catch(() => '');
    return typeof text === 'string' ? text : '';
  }, name);

/** How often the phone's page proved the line: counted by each page anew. */
const proofsOf = (app: ElectronApplication): Promise<number> =>
  app.evaluate(async ({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/phone.html'));
    // a page that is dead just now may never answer
    const count: unknown = await Promise.race([
      window?.webContents.executeJavaScript("performance.getEntriesByName('linewarden:proved').length").catch(() => 0),
      new Promise((resolve) => setTimeout(resolve, 1_000)),
    ]);
    return typeof count === 'number' ? count : 0;
  });

test('main window and desk service die in a call: the voices go on, both come back, and the call’s events are whole @electron', async ({
  start,
  startLine,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const desk = shellOf(
    await start({ provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone(deskHz) }),
  );
  const page = deskPage(desk);
  await page.ready();
  const ear = await openEar(desk.phone);
  const caller = await line.call({ from: '13800138000' });
  await caller.ringing;
  await page.answer();
  await caller.answered;
  await ear.waitForTone(callerHz);
  await caller.rtp.waitForTone(deskHz);

  /** Sound and packets both ways, from now on. */
  const voices = async () => {
    const [sent, received] = [(await ear.sent()).packets, caller.rtp.packets];
    await ear.waitForTone(callerHz);
    await caller.rtp.waitForTone(deskHz);
    await expect.poll(async () => (await ear.sent()).packets).toBeGreaterThan(sent + 20);
    await expect.poll(() => caller.rtp.packets).toBeGreaterThan(received + 20);
  };

  await test.step('a tag is acknowledged, and the desk service killed at once', async () => {
    await desk.main.keyboard.press('2');
    await expect(desk.main.getByText('已标「贷款」，以后来电按此判定')).toBeVisible();
    const killed = desk.deskPid();
    process.kill(killed, 'SIGKILL');
    await voices();
    await expect.poll(() => desk.deskPid(), { timeout: 15_000 }).not.toBe(killed);
    expect(eventsOf(desk.profile, 'number.tagged').map(({ data }) => data.tag)).toEqual(['loan']);
  });

  await test.step('the main window crashes and comes back to the call, which never stopped', async () => {
    const [from, heard] = [performance.now(), caller.rtp.packets];
    await crash(desk.app, 'index');
    await voices();
    await expect.poll(() => textOf(desk.app, 'index'), { timeout: 15_000 }).toContain('通话中');
    // a packet each 20 ms: a busy machine is late with some, a voice that stopped is not there for half of the time
    expect((caller.rtp.packets - heard) * 20).toBeGreaterThan((performance.now() - from) / 2);
    await expect.poll(() => desk.output()).toContain("the main window's page ended: crashed");
  });

  await test.step('the caller hangs up: its end arrives at the service that came back', async () => {
    await caller.hangUp();
    await expect.poll(() => eventsOf(desk.profile, 'call.ended').map(({ data }) => data.by)).toEqual(['caller']);
    expect(eventsOf(desk.profile, 'call.answered')).toHaveLength(1);
    expect((await caller.done).exitCode).toBe(0);
  });
});

test('a phone window that crashes comes back registered and rings, and so does a card; a wake-up is told to the phone @electron', async ({
  start,
  startLine,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const desk = shellOf(await start({ provision: provisionFor(line.pbx, 'agent1') }));
  await deskPage(desk).ready();
  const told = () =>
    desk.app.evaluate(() =>
      (globalThis as unknown as { told: { type: string; at: number }[] }).told.map(({ type }) => type),
    );
  await desk.app.evaluate(({ BrowserWindow }) => {
    const told: { type: string; at: number }[] = [];
    Object.assign(globalThis, { told });
    const phone = BrowserWindow.getAllWindows().find((each) => each.webContents.getURL().includes('/phone.html'));
    if (!phone) throw new Error('no phone window');
    const { send } = phone.webContents;
    phone.webContents.send = (channel: string, ...args: unknown[]) => {
      told.push({ type: (args[0] as { type: string }).type, at: Date.now() });
      send.call(phone.webContents, channel, ...args);
    };
  });
  await test.step('woken up, it is told, and stays registered or comes back', async () => {
    const light = desk.main.getByText('已注册');
    await expect(light.first()).toBeVisible();
    await desk.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('resume'));
    await expect.poll(told).toEqual(['resumed']);
    await expect.poll(() => line.pbx.registered()).toEqual(['agent1']);
  });
  await test.step('crashed while idle, it rings the next call', async () => {
    await crash(desk.app, 'phone');
    await expect.poll(() => desk.output()).toContain("the phone window's page ended: crashed");
    // The main window shows what it heard last, and the PBX keeps the dead page's contact for a while: the new page itself
    // says when calls come through to it.
    await expect.poll(() => proofsOf(desk.app), { timeout: 20_000 }).toBeGreaterThan(0);
    await expect.poll(() => textOf(desk.app, 'index')).toContain('已就绪，等待来电');
    const caller = await line.call({ from: '13912345678' });
    await caller.ringing;
    await expect.poll(async () => (await windowState(desk.app, 'card'))?.visible).toBe(true);
    await expect.poll(() => textOf(desk.app, 'card')).toContain('139 1234 5678');
    await caller.hangUp();
    await expect.poll(async () => (await windowState(desk.app, 'card'))?.visible).toBe(false);
  });
  await test.step('a card window that crashes while it rings shows the call again', async () => {
    const caller = await line.call({ from: '13912345678' });
    await caller.ringing;
    await expect.poll(async () => (await windowState(desk.app, 'card'))?.visible).toBe(true);
    await crash(desk.app, 'card');
    await expect.poll(() => desk.output()).toContain("the card window's page ended: crashed");
    await expect.poll(async () => (await windowState(desk.app, 'card'))?.visible).toBe(true);
    await expect.poll(() => textOf(desk.app, 'card')).toContain('139 1234 5678');
    await caller.hangUp();
    await expect.poll(async () => (await windowState(desk.app, 'card'))?.visible).toBe(false);
  });
});
