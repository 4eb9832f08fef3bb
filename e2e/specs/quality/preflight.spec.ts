/**
 * The preflight test in settings: all green on the lab, with figures; a STUN server that never answers is named with what to do; its
 * report is copied and holds no secret; it is stopped by hand, refused in a call, and gives way to one that comes.
 */
import { startSilentStun } from '../../bench/silent-stun.ts';
import { deskPage } from '../../fixtures/desk-page.ts';
import { expectPlainWords } from '../../fixtures/faults/words.ts';
import { expect, test, toneMicrophone } from '../../fixtures/line.ts';
import type { Product } from '../../fixtures/product.ts';
import { provisionFor } from '../../fixtures/profile.ts';
import { startStun } from '../../lab/stun.ts';

/** What the page puts on the clipboard; reading the system's own would need a permission that no product asks for. */
async function watchClipboard(product: Product): Promise<() => Promise<string>> {
  await product.main.evaluate(() => {
    const view = window as Window & { lwCopied?: string };
    navigator.clipboard.writeText = (text: string) => {
      view.lwCopied = text;
      return Promise.resolve();
    };
  });
  return () => product.main.evaluate(() => (window as Window & { lwCopied?: string }).lwCopied ?? '');
}

test('green on a good line; a silent STUN server is named; stopped, refused in a call, and given up for one', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const stun = await startStun();
  const silent = await startSilentStun();
  try {
    const provision = provisionFor(line.pbx, 'agent1') as { line: object };
    const product = await start({
      provision: {
        ...provision,
        line: {
          ...provision.line,
          iceServers: [{ urls: [stun.url] }, { urls: [silent.url] }],
        },
      },
      microphone: toneMicrophone(),
      env: { NODE_EXTRA_CA_CERTS: line.pbx.caFile },
    });
    const { main } = product;
    const desk = deskPage(product);
    await desk.ready();
    const copied = await watchClipboard(product);
    await desk.open('设置');
    const panel = main.getByRole('region', { name: '线路测试' });
    const row = (name: string) => panel.getByRole('listitem').filter({ hasText: name }).first();
    const run = () => panel.getByRole('button', { name: /^全部(测试|重测)$/ }).press('Enter');

    await test.step('each check with its figure; only the silent server fails, by name, with what to do', async () => {
      await run();
      await expect(panel.getByRole('button', { name: '全部重测' })).toBeVisible({ timeout: 30_000 });
      await expect(panel).toContainText('9 通过 ・ 1 未通过');
      await expect(row('往返时间')).toContainText(/\d\.\d ms/);
      await expect(row(stun.url)).toContainText('（通过）');
      await expect(row('语音通路')).toContainText(/本机地址 \d 个/);
      await expect(row('麦克风')).toContainText(/−\d+ dBFS/);
      await expect(row('本机收发声音')).toContainText(/音质 [34]\.\d 分（满分 4\.5），丢包 \d\.\d%/);
      const failed = row(silent.url);
      await expect(failed).toContainText('（未通过）');
      expectPlainWords(
        await failed.locator('b + span').innerText(),
        /STUN\/TURN 服务器没有回应/,
        await failed.locator('.set-todo ol').innerText(),
      );
      expect(stun.asked()).toBeGreaterThan(0);
      expect(silent.asked()).toBeGreaterThan(0);
    });

    await test.step('the report says it all, and lets nobody in', async () => {
      await panel.getByRole('button', { name: '复制报告' }).press('Enter');
      await expect(panel.getByRole('button', { name: '已复制' })).toBeVisible();
      const text = await copied();
      expect(text).toContain(`【未通过】 穿透服务器 ${silent.url}`);
      expect(text).toContain('【通过】 线路注册');
      expect(text).toContain('ice/ice-unreachable');
      expect(text).toContain('agent1@');
      expect(text).not.toContain(line.pbx.users.agent1);
    });

    await test.step('stopped by hand: what was found stays', async () => {
      await run();
      await expect(row('线路注册')).toContainText('（通过）');
      await panel.getByRole('button', { name: '停止测试' }).press('Enter');
      await expect(panel).toContainText('测试已停');
      await expect(row('本机收发声音')).toContainText('（未测）');
      await expect(row('线路注册')).toContainText('（通过）');
    });

    await test.step('a call that comes ends it; in the call it is refused, and says why', async () => {
      await run();
      await expect(row('线路注册')).toContainText('（通过）');
      const caller = await line.call({ from: '13800138000' });
      await expect(panel).toContainText('来电话了，测试已停');
      await desk.answer();
      await desk.open('设置');
      await run();
      await expect(panel).toContainText('通话中不测');
      await expect(panel.getByRole('button', { name: '停止测试' })).toBeHidden();
      await desk.press('F9');
      expect((await caller.done).endedBy).toBe('desk');
    });
  } finally {
    stun.stop();
    silent.stop();
  }
});
