/** A caller is handed to another desk: refused and back, blind, attended with a question first, and while it still rings there. */
import { deskPage } from '../../fixtures/desk-page.ts';
import { openEar } from '../../fixtures/ear.ts';
import { callerHz, deskHz, expect, test, toneMicrophone, type Line } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';
import type { Product, StartOptions } from '../../fixtures/product.ts';

const otherHz = 1300;

async function twoDesks(line: Line, start: (options?: StartOptions) => Promise<Product>) {
  const { pbx } = line;
  const product = await start({ provision: provisionFor(pbx, 'agent1'), microphone: toneMicrophone() });
  const other = await start({ provision: provisionFor(pbx, 'agent2'), microphone: toneMicrophone(otherHz) });
  const desk = deskPage(product);
  const far = deskPage(other);
  await desk.ready();
  await far.ready();
  const caller = await line.call({ from: '13912345678', scenario: 'transfer', timeoutMs: 150_000 });
  await caller.ringing;
  await desk.answer();
  await caller.rtp.waitForTone(deskHz);
  const typeTarget = async (): Promise<void> => {
    await desk.press('t');
    await expect(product.main.getByRole('textbox', { name: /转给/ })).toBeFocused();
    await product.main.keyboard.insertText(`sip:agent2@${pbx.domain}`);
  };
  return { desk, far, caller, product, other, typeTarget };
}

test('blind: refused, the caller is still there; taken, the caller talks to the other desk', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const { desk, far, caller, other, typeTarget } = await twoDesks(line, start);

  await test.step('the other desk declines: the words say so, and the caller is back', async () => {
    await typeTarget();
    await desk.press('Control+Enter');
    await expect(desk.call).toContainText('正在转给');
    await expect(far.card).toBeVisible();
    await far.decline();
    await expect(desk.call).toContainText('没转成');
    await expect(desk.call).toContainText('对方忙。 来电人还在线上。');
    caller.rtp.forget();
    await caller.rtp.waitForTone(deskHz);
  });

  await test.step('again, and it is taken', async () => {
    const ear = await openEar(other.phone);
    await typeTarget();
    await desk.press('Control+Enter');
    await far.answer();
    await expect(desk.call).toContainText('已转给');
    caller.rtp.forget();
    await caller.rtp.waitForTone(otherHz);
    await ear.waitForTone(callerHz);
    await far.press('F9');
    await caller.done;
  });
});

test('attended: the agent asks first, then the caller takes the agent’s place', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const { desk, far, caller, product, other, typeTarget } = await twoDesks(line, start);
  const ear = await openEar(other.phone);

  await typeTarget();
  await desk.press('Enter');
  await far.answer();
  await expect(product.main.getByRole('list', { name: '其他通话' })).toContainText('139 1234 5678');
  await ear.waitForTone(deskHz);
  await desk.press('t');
  // the other desk's call is now the caller's, without a ring
  await expect(far.call).toContainText('139 1234 5678');
  await expect(far.card).toBeHidden();
  caller.rtp.forget();
  await caller.rtp.waitForTone(otherHz);
  await ear.waitForTone(callerHz);
  await expect(product.main.getByRole('list', { name: '其他通话' })).toBeHidden();
  await far.press('F9');
  await caller.done;
});

test('asked, and declined: the caller is back by itself; then handed over while it still rings there', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const { desk, far, caller, product, typeTarget } = await twoDesks(line, start);
  const consult = product.main.getByRole('region', { name: '转接前咨询' });

  await test.step('the one who was asked declines: the caller is taken back', async () => {
    await typeTarget();
    await desk.press('Enter');
    await expect(consult).toBeVisible();
    await expect(far.card).toBeVisible();
    await far.decline();
    await expect(desk.call).toContainText('139 1234 5678');
    await expect(desk.call.getByRole('status').first()).toContainText('通话中');
    caller.rtp.forget();
    await caller.rtp.waitForTone(deskHz);
  });

  await test.step('T while it rings there (semi-attended)', async () => {
    await typeTarget();
    await desk.press('Enter');
    await expect(consult).toBeVisible();
    await expect(far.card).toBeVisible();
    await desk.press('t');
    await expect(far.card).toContainText('139 1234 5678');
    await far.answer();
    caller.rtp.forget();
    await caller.rtp.waitForTone(otherHz);
    // F9 is deaf for 1.5 s after a call that ended by itself, as the first ringing did
    await far.pressUntil('F9', far.call.getByText('通话结束'));
    await caller.done;
  });
});
