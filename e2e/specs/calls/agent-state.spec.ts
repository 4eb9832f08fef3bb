/** What the agent is available for: 480 to the hunt group, who rings all the same, wrap-up, missed calls, and a restart. */
import type { Page } from '@playwright/test';
import { deskPage } from '../../fixtures/desk-page.ts';
import { readEvents } from '../../fixtures/event-log.ts';
import { expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';

const mode = (main: Page, name: '就绪' | '小休' | '整理' | '示忙') =>
  main.getByRole('radiogroup', { name: /坐席状态/ }).getByRole('radio', { name: new RegExp(name) });

test('not ready and on a break answer 480; an allow-listed caller rings all the same; a restart keeps the state', async ({
  startLine,
  start,
}) => {
  test.setTimeout(180_000);
  const line = await startLine({ huntMembers: ['agent1'] });
  const options = { provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() };
  let product = await start(options);
  const { profile } = product;
  let desk = deskPage(product);
  let { main } = product;
  await desk.ready();

  await test.step('a first call of a customer, who is put on the allow list', async () => {
    const caller = await line.call({ from: '13800138000' });
    await caller.ringing;
    await caller.hangUp();
    // the history opens the newest call that it finds when it comes up
    await desk.leaveUntilListed('138 0013 8000', '未接');
    await desk.open('历史');
    await main.getByRole('button', { name: '不是骚扰' }).click();
    await main.getByRole('textbox', { name: /理由|原因/ }).fill('老客户');
    await desk.press('Control+Enter');
    await expect(main.getByText(/已放行/)).toBeVisible();
    await desk.open('工作台');
  });

  await test.step('not ready, by keyboard alone', async () => {
    await desk.tabTo(mode(main, '就绪'), 'Shift+Tab');
    await desk.press('ArrowLeft', 'Enter');
    await expect(mode(main, '示忙')).toBeChecked();
    await expect(main.getByRole('heading', { name: '示忙中，热线来电不在这里响铃' })).toBeVisible();
    const caller = await line.call({ from: '13912345678' });
    expect((await caller.done).finalStatus).toBe(480);
    await expect(desk.card).toBeHidden();
  });

  await test.step('the allow-listed caller rings, is answered, and the desk is not ready again after it', async () => {
    const caller = await line.call({ from: '13800138000' });
    await caller.ringing;
    await expect(desk.card).toContainText('138 0013 8000');
    await desk.answer();
    await caller.answered;
    await caller.hangUp();
    await expect(mode(main, '示忙')).toBeChecked();
  });

  await test.step('a break with its reason, kept over a restart', async () => {
    await mode(main, '小休').click();
    await main.getByRole('combobox', { name: '小休原因' }).selectOption('用餐');
    await expect
      .poll(() => readEvents(profile).findLast(({ type }) => type === 'agent.state')?.data)
      .toMatchObject({ now: { mode: 'break', reason: 'meal' } });
    await product.stop();
    product = await start({ ...options, profile });
    desk = deskPage(product);
    main = product.main;
    await expect(main.getByRole('heading', { name: '小休中，热线来电不在这里响铃' })).toBeVisible({ timeout: 20_000 });
    await expect(main.getByRole('combobox', { name: '小休原因' })).toHaveValue('meal');
    const caller = await line.call({ from: '13912345678' });
    expect((await caller.done).finalStatus).toBe(480);
  });

  await test.step('ready again: the next call rings', async () => {
    await mode(main, '就绪').click();
    await desk.ready();
    const caller = await line.call({ from: '13912345678' });
    await caller.ringing;
    await caller.hangUp();
  });
});

test('a call leads to wrap-up with its countdown, or to what was chosen in it; calls missed in a row make the desk not ready', async ({
  startLine,
  start,
}) => {
  test.setTimeout(180_000);
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({
    provision: provisionFor(line.pbx, 'agent1', {
      policy: { wrapUpSeconds: 8, missedInARow: 2, vipRingsWhenNotReady: false },
    }),
    microphone: toneMicrophone(),
  });
  const desk = deskPage(product);
  const { main } = product;
  await desk.ready();
  const talk = async (during: () => Promise<void> = () => Promise.resolve()): Promise<void> => {
    const caller = await line.call({ from: '13912345678' });
    await caller.ringing;
    await desk.answer();
    await caller.answered;
    await during();
    await caller.hangUp();
  };

  await test.step('wrap-up: 480 meanwhile, ready by itself after it', async () => {
    await talk(() => expect(mode(main, '整理')).toBeChecked());
    await expect(mode(main, '整理')).toContainText(/00:0[1-8]/);
    const early = await line.call({ from: '13700137000' });
    expect((await early.done).finalStatus).toBe(480);
    await expect(mode(main, '就绪')).toBeChecked();
    const late = await line.call({ from: '13700137000' });
    await late.ringing;
    await late.hangUp();
  });

  await test.step('a break after this call (预休息) begins when it is over', async () => {
    await talk(async () => {
      await mode(main, '小休').click();
      await expect(mode(main, '小休')).toBeChecked();
    });
    await expect(main.getByRole('radiogroup', { name: '坐席状态', exact: true })).toBeVisible();
    await expect(mode(main, '小休')).toBeChecked();
    await mode(main, '就绪').click();
    await expect(mode(main, '就绪')).toBeChecked();
  });

  await test.step('two calls that nobody takes', async () => {
    const callers = await Promise.all([
      line.call({ from: '13900000001', cancelAfterMs: 6000 }),
      line.call({ from: '13900000002', cancelAfterMs: 6000 }),
    ]);
    await Promise.all(callers.map(({ done }) => done));
    await expect(main.getByText('连续 2 个来电没接，已自动示忙')).toBeVisible();
    const caller = await line.call({ from: '13912345678' });
    expect((await caller.done).finalStatus).toBe(480);
    await main.getByRole('button', { name: '恢复就绪' }).first().click();
    await expect(mode(main, '就绪')).toBeChecked();
  });
});
