/**
 * Somebody on the practice line gets the 400 line: entered in settings, in the middle of a call that goes on, and answered
 * without another "Start". The policy of the phone's page names the line's servers, so the page has to load itself.
 */
import { deskPage } from '../fixtures/desk-page.ts';
import { openEar } from '../fixtures/ear.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../fixtures/line.ts';

test('a line entered in settings is registered once the practice call is over', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({ microphone: toneMicrophone() });
  const { main } = product;
  const desk = deskPage(product);
  await desk.ready('practice');
  const ear = await openEar(product.phone);
  await main.getByLabel('来电人').selectOption({ label: '老客户' });
  // who never hangs up by himself
  await main.getByRole('button', { name: '打给我' }).press('Enter');
  await desk.answer();
  await ear.waitForVoice();

  await desk.open('设置');
  const { pbx } = line;
  const fields = { '服务器（WSS）': pbx.wssUrl, 域名: pbx.domain, 分机号: 'agent1', 密码: pbx.users.agent1 };
  for (const [label, value] of Object.entries(fields)) {
    await main.getByLabel(label, { exact: true }).click();
    await desk.press('Control+a');
    await main.keyboard.type(value);
  }
  await desk.press('Control+Enter');
  await expect(main.getByText('线路已保存，正在重新注册')).toBeVisible();
  expect((await ear.sent()).packets).toBeGreaterThan(0);
  await ear.waitForVoice();
  expect(await pbx.registered()).toEqual([]);

  await desk.press('F9');
  await expect.poll(() => pbx.registered(), { timeout: 60_000 }).toEqual(['agent1']);
  await expect(main.getByRole('main', { name: '设置' })).toBeVisible();
  await expect(main.getByRole('button', { name: '开始接听' })).toBeHidden();
  await desk.open('工作台');
  // where the page itself was not loaded again, the practice call is still on the desk
  if (product.phone !== main) await desk.press('Escape');
  await desk.ready();

  const after = await openEar(product.phone);
  const caller = await line.call({ from: '13912345678' });
  await caller.ringing;
  await desk.answer();
  await caller.answered;
  await after.waitForTone(callerHz);
  await caller.rtp.waitForTone(deskHz);
  await caller.hangUp();
});
