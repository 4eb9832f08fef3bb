/** Two tabs, one of them in a call, and a web host that is killed: whichever tab is back first, the one in the call has the line. */
import { openEar } from '../../fixtures/ear.ts';
import { answer, inCall, lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import type { Product } from '../../fixtures/product.ts';
import { openBrowser, openTab, startWebHost } from '../../fixtures/start-web.ts';

const elsewhere = '线路在另一个窗口，本窗口不响铃';

test('the desk service restarts and the idle tab is back first: the tab in the call keeps the line @web', async ({
  startLine,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const options = { profile: usedProfile(), provision: lineOf(line.pbx) };
  let host = await startWebHost(options);
  const browser = await openBrowser({ microphone: toneMicrophone() });
  try {
    const page = await browser.context.newPage();
    let isCutOff = false;
    const deskHost = new URL(host.url).host;
    await page.routeWebSocket(
      (url) => url.host === deskHost,
      (socket) => {
        if (isCutOff) void socket.close();
        else socket.connectToServer();
      },
    );
    await page.goto(host.url);
    await page.getByRole('button', { name: /^开始接听/ }).press('Enter');
    const first = { main: page, card: page, phone: page } as Product;
    await untilReady(first);
    const idle = await openTab({ url: new URL(host.url).origin }, browser.context, { isUnstarted: true });
    const start = idle.getByRole('button', { name: '开始接听' });
    const isElsewhere = idle.getByRole('heading', { name: elsewhere });
    await expect(start.or(isElsewhere)).toBeVisible();
    if (await start.isVisible()) await start.press('Enter');
    await expect(isElsewhere).toBeVisible();

    await page.bringToFront();
    const caller = await line.call({ from: '13800138000' });
    await ringingCard(first);
    const ear = await openEar(page);
    await answer(first);
    await caller.answered;

    await host.kill();
    isCutOff = true;
    host = await startWebHost(options);
    // the idle tab registers: without the rule the call's tab would now lose the line
    await expect(isElsewhere).toBeHidden({ timeout: 30_000 });
    await expect.poll(() => line.pbx.registered()).toEqual(['agent1']);
    isCutOff = false;
    await expect(isElsewhere).toBeVisible({ timeout: 30_000 });
    await expect(inCall(first)).toBeVisible();
    await ear.waitForTone(callerHz);
    caller.rtp.forget();
    await caller.rtp.waitForTone(deskHz);
    await page.keyboard.press('F9');
    expect((await caller.done).endedBy).toBe('desk');

    const next = await line.call({ from: '13900139000' });
    await ringingCard(first);
    await expect(idle.getByRole('alertdialog')).toBeHidden();
    await next.hangUp();
  } finally {
    await browser.close();
    await host.stop();
  }
});
