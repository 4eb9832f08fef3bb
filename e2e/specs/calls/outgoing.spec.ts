/** Calls that go out: from desk to desk with sound both ways, keys to the far end, redial, and why nobody was reached. */
import { deskPage } from '../../fixtures/desk-page.ts';
import { openEar } from '../../fixtures/ear.ts';
import { deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';

const otherHz = 1300;

test('one desk calls another, by keyboard: dialling, ringing, talking, redial, busy, and a number that is not there', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const { pbx } = line;
  const product = await start({ provision: provisionFor(pbx, 'agent1'), microphone: toneMicrophone() });
  const other = await start({ provision: provisionFor(pbx, 'agent2'), microphone: toneMicrophone(otherHz) });
  const desk = deskPage(product);
  const far = deskPage(other);
  const { main } = product;
  await desk.ready();
  await far.ready();
  const status = desk.call.getByRole('status').first();

  await test.step('P opens the dialler; a pasted address is called', async () => {
    const ears = await Promise.all([openEar(product.phone), openEar(other.phone)]);
    await desk.press('p');
    const field = main.getByRole('textbox', { name: '号码' });
    await expect(field).toBeFocused();
    await main.keyboard.insertText(`sip:agent2@${pbx.domain}`);
    await desk.press('Enter');
    await expect(status).toContainText('对方振铃中');
    await expect(far.card).toContainText('agent1');
    await far.answer();
    await expect(status).toContainText('通话中');
    await ears[0].waitForTone(otherHz);
    await ears[1].waitForTone(deskHz);
  });

  await test.step('the far end hangs up', async () => {
    await far.press('F9');
    await expect(desk.call).toContainText('对方挂断');
    await desk.press('Escape');
  });

  await test.step('redial out of the dialler; the other desk declines', async () => {
    await desk.press('p');
    await main.getByRole('region', { name: /重拨/ }).getByRole('button').first().click();
    await expect(status).toContainText('对方振铃中');
    await expect(far.card).toBeVisible();
    await far.decline();
    await expect(desk.call).toContainText('对方忙');
    await desk.press('Escape');
  });

  await test.step('a number that is not there, and one that is none', async () => {
    await desk.press('p');
    await expect(main.getByRole('textbox', { name: '号码' })).toBeFocused();
    await main.keyboard.insertText('0000');
    await desk.press('Enter');
    await expect(desk.call).toContainText('空号，或号码有误');
    await desk.press('Escape', 'p');
    await expect(main.getByRole('textbox', { name: '号码' })).toBeFocused();
    await main.keyboard.insertText('你好');
    await desk.press('Enter');
    await expect(main.getByText('这不是能拨的号码，请检查后重试。')).toBeVisible();
    await desk.press('Escape');
    await expect(main.getByRole('dialog', { name: '拨号' })).toBeHidden();
  });
});

test('keys to the far end, by keyboard, arrive as tones (RFC 4733)', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({ provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() });
  const desk = deskPage(product);
  await desk.ready();
  const caller = await line.call({ from: '13912345678' });
  await caller.ringing;
  await desk.answer();
  await caller.rtp.waitForTone(deskHz);
  await desk.press('k', '2', '4', 'Shift+Digit3');
  await caller.rtp.waitForDigits('24#');
  await expect(product.main.getByLabel('已发送的按键')).toContainText('24#');
  await desk.press('Escape', 'F9');
  expect((await caller.done).endedBy).toBe('desk');
});
