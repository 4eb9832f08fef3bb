/** The desk service frozen or killed around a call: the call rings and goes on, and nothing acknowledged or done is lost. */
import { call } from '../../lab/caller.ts';
import { startPbx, type Pbx } from '../../lab/pbx.ts';
import { waitFor } from '../../lab/waiting.ts';
import { answer, inCall, lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { expectPlainWords } from '../../fixtures/faults/words.ts';
import { eventsOf } from '../../fixtures/event-log.ts';
import type { ElectronProduct } from '../../fixtures/start-electron.ts';
import { startWebHost } from '../../fixtures/start-web.ts';
import { expect, test } from '../../fixtures/test.ts';

let pbx: Pbx;
test.beforeAll(async () => {
  pbx = await startPbx({ huntMembers: ['agent1'] });
});
test.afterAll(() => pbx.stop());

test('a frozen desk service: the call rings as not yet judged, and its card is filled in place when the service wakes', async ({
  start,
}) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  process.kill(desk.deskPid(), 'SIGSTOP');
  try {
    const caller = await call({ pbx });
    await caller.ringing;
    const card = await ringingCard(desk);
    await expect(card).toContainText('尚未判定');
    await expect(card).toContainText('138 0013 8000');
    const element = await card.elementHandle();
    process.kill(desk.deskPid(), 'SIGCONT');
    await expect(card).not.toContainText('尚未判定', { timeout: 60_000 });
    await expect(card).toContainText(/未知|正常/);
    // the same card, not another one in its place
    expect(await element?.evaluate((node) => node.isConnected)).toBe(true);
    await answer(desk);
    await caller.answered;
    await caller.hangUp();
  } finally {
    process.kill(desk.deskPid(), 'SIGCONT');
  }
});

test('a desk service that is killed in a call: the voices go on, and the call’s events are there after its restart', async ({
  host,
  start,
}) => {
  const profile = usedProfile();
  const provision = lineOf(pbx);
  const desk = await start({ profile, provision });
  await untilReady(desk);
  const caller = await call({ pbx });
  await ringingCard(desk);
  await answer(desk);
  await caller.answered;
  const killed = desk.deskPid();
  process.kill(killed, 'SIGKILL');
  if (host === 'web') {
    const banner = desk.main.locator('.lw-banner').filter({ hasText: '后台服务断开' });
    await expect(banner).toBeVisible({ timeout: 60_000 });
    expectPlainWords(await banner.innerText(), /判定和标记暂停/);
  }
  const before = caller.rtp.packets;
  await waitFor(() => (caller.rtp.packets > before + 100 ? true : undefined), {
    what: 'two seconds more of the desk’s voice without its service',
    timeoutMs: 30_000,
  });
  // on the web somebody starts it again; the tab, which holds the call, comes back to it by itself
  const again = host === 'web' ? await startWebHost({ profile, provision }) : null;
  try {
    await expect(desk.main.getByText('后台服务断开')).toBeHidden({ timeout: 60_000 });
    await expect(inCall(desk)).toBeVisible();
    await desk.main.keyboard.press('Digit2');
    await expect(desk.main.getByText('已标「贷款」')).toBeVisible();
    const { endedBy } = await caller.hangUp();
    expect(endedBy).toBe('caller');
    await desk.main.getByRole('navigation').getByRole('button', { name: /历史/ }).press('Enter');
    const row = desk.main.getByRole('row').filter({ hasText: '138 0013 8000' }).first();
    await expect(row.filter({ hasText: '已接听' }).filter({ hasText: '贷款' })).toBeVisible({ timeout: 60_000 });
  } finally {
    await again?.stop();
  }
});

test('the phone’s page dies while the desk service is away: the next page tells what it could not', async ({
  host,
  start,
}) => {
  const profile = usedProfile();
  const desk = await start({ profile, provision: lineOf(pbx) });
  await untilReady(desk);
  const caller = await call({ pbx });
  await ringingCard(desk);
  await answer(desk);
  await caller.answered;
  await expect.poll(() => eventsOf(profile, 'call.answered').length).toBe(1);
  const address = desk.main.url();
  process.kill(desk.deskPid(), 'SIGSTOP');
  try {
    await caller.hangUp();
    await expect(inCall(desk)).toBeHidden();
    expect(eventsOf(profile, 'call.ended')).toEqual([]);
    if (host === 'web') await desk.main.goto('about:blank');
    else await killPhonePage(desk as ElectronProduct);
  } finally {
    process.kill(desk.deskPid(), 'SIGCONT');
  }
  if (host === 'web') await desk.main.goto(address);
  await expect
    .poll(() => eventsOf(profile, 'call.ended').map(({ data }) => [data.by, data.outcome]), { timeout: 60_000 })
    .toEqual([['caller', 'answered']]);
  await expect(desk.main.getByRole('banner').getByText('已注册')).toBeVisible({ timeout: 60_000 });
});

/** The process of its page, as the kernel would kill it for want of memory. */
async function killPhonePage({ app }: ElectronProduct): Promise<void> {
  const pid = await app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .find((contents) => contents.getURL().includes('phone.html'))
      ?.getOSProcessId(),
  );
  if (pid === undefined) throw new Error('no phone window');
  process.kill(pid, 'SIGKILL');
}
