/** The practice line: real SIP and real sound without any PBX, and nothing of it where the real line's data are. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { deskPage } from '../fixtures/desk-page.ts';
import { openEar } from '../fixtures/ear.ts';
import { eventsOf, readEvents } from '../fixtures/event-log.ts';
import { toneMicrophone } from '../fixtures/line.ts';
import { root } from '../fixtures/profile.ts';
import { expect, test } from '../fixtures/test.ts';

interface PracticeCaller {
  readonly number: string;
  readonly displayName: string;
  readonly title: { readonly 'zh-CN': string };
}
const callers = JSON.parse(readFileSync(path.join(root, 'assets/practice/callers.json'), 'utf8')) as PracticeCaller[];

test('first run, "ring me", F8: the caller is heard at the desk, and the desk is sent to the caller', async ({
  start,
}) => {
  const product = await start({ microphone: toneMicrophone(), staysAtFirstRun: true });
  const { main } = product;
  const desk = deskPage(product);
  await expect(main.getByRole('heading', { name: '欢迎使用守线' })).toBeVisible();
  await desk.tabTo(main.getByRole('button', { name: '下一步' }));
  await desk.press('Enter');
  await expect(main.getByRole('heading', { name: '先用哪条线路' })).toBeVisible();
  await expect(main.getByRole('radio', { name: /^练习线/ })).toBeChecked();
  await desk.tabTo(main.getByRole('button', { name: '下一步' }));
  await desk.press('Enter');
  await expect(main.getByRole('heading', { name: '试试麦克风' })).toBeVisible();
  await desk.tabTo(main.getByRole('button', { name: '开始使用' }));
  await desk.press('Enter');
  if (product.host === 'web') {
    await desk.tabTo(main.getByRole('button', { name: '开始接听' }));
    await desk.press('Enter');
  }
  await desk.ready('practice');

  const ear = await openEar(product.phone);
  await main.getByLabel('来电人').selectOption({ label: '老客户' });
  await desk.tabTo(main.getByRole('button', { name: '打给我' }));
  await desk.press('Enter');
  await expect(desk.card).toContainText('王丽');
  await desk.answer();
  await ear.waitForVoice();
  await expect(desk.call.getByText('听得到对方')).toBeVisible();
  // what leaves the desk is the microphone's sound, not silence, and it goes on
  const before = await ear.sent();
  await expect.poll(async () => (await ear.sent()).packets).toBeGreaterThan(before.packets + 50);
  const after = await ear.sent();
  expect(after.energy - before.energy).toBeGreaterThan(0.005);
  // and the practice caller's end reports that it has it
  await expect.poll(async () => (await ear.sent()).reported ?? 0).toBeGreaterThan(before.packets);
  await desk.press('F9');
  await expect(desk.call.getByText('通话结束')).toBeVisible();
  await expect
    .poll(() => eventsOf(product.profile, 'call.ended').at(-1)?.data)
    .toMatchObject({ by: 'agent', outcome: 'answered' });
});

test('each of the eight callers rings with number and name', async ({ start }) => {
  const product = await start();
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready('practice');
  expect(callers).toHaveLength(8);
  for (const caller of callers) {
    await main.getByLabel('来电人').selectOption({ label: caller.title['zh-CN'] });
    await main.getByRole('button', { name: '打给我' }).press('Enter');
    await expect(desk.card).toBeVisible();
    await expect
      .poll(async () => (await desk.card.locator('.lwc-number').innerText()).replaceAll(/\D/g, ''))
      .toBe(caller.number.replaceAll(/\D/g, ''));
    if (caller.displayName !== '') await expect(desk.card).toContainText(caller.displayName);
    await desk.decline();
    await expect(desk.call.getByText('通话结束')).toBeVisible();
    await desk.press('Escape');
    await desk.ready('practice');
  }
});

test('practice stays on the practice line', async ({ start }) => {
  const first = await start();
  const { profile } = first;
  let desk = deskPage(first);
  await desk.ready('practice');
  await first.main.getByLabel('来电人').selectOption({ label: '贷款推销' });
  await first.main.getByRole('button', { name: '打给我' }).press('Enter');
  await expect(desk.card).toBeVisible();
  await desk.judged();
  await desk.press('2');
  await expect(first.main.getByText('已标「贷款」，以后来电按此判定')).toBeVisible();
  await desk.answer();
  await desk.press('F9');
  await expect(desk.call.getByText('通话结束')).toBeVisible();
  await expect.poll(() => eventsOf(profile, 'call.ended').length).toBeGreaterThan(0);
  await first.stop();
  const kept = readEvents(profile);
  expect(kept.filter(({ line }) => line !== 'practice')).toEqual([]);

  await test.step('the real line knows nothing of it', async () => {
    // a server that is not there: the line is the real one all the same
    const line = { servers: ['ws://127.0.0.1:9'], domain: 'pbx.example', user: 'agent1', password: 'x' };
    const real = await start({ profile, provision: { line } });
    desk = deskPage(real);
    await expect(real.main.getByRole('heading', { name: '线路断开，现在接不到电话' })).toBeVisible();
    await expect(real.main.getByText('还没有来电')).toBeVisible();
    await expect(real.main.getByRole('button', { name: '打给我' })).toBeHidden();
    await desk.open('历史');
    await expect(real.main.getByText('全部时间没有通话').or(real.main.getByText('没有通话'))).toBeVisible();
    await real.stop();
  });

  await test.step('and back on the practice line it is all there', async () => {
    const again = await start({ profile });
    desk = deskPage(again);
    await desk.ready('practice');
    await desk.open('历史');
    await expect(again.main.getByRole('grid', { name: '通话记录' }).getByRole('row').nth(1)).toContainText('贷款');
  });
});
