/** Two calls at one desk: waiting, held and answered, swapped, and all three in one conversation; by keyboard. */
import { deskPage } from '../../fixtures/desk-page.ts';
import { deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';

const first = { number: '13912345678', shown: '139 1234 5678', hz: 440 };
const second = { number: '13700137000', shown: '137 0013 7000', hz: 620 };

test('a second call waits, is taken while the first is held, swapped, joined, split and ended', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({ provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() });
  const desk = deskPage(product);
  const { main } = product;
  await desk.ready();
  const others = main.getByRole('list', { name: '其他通话' });

  const one = await line.call({ from: first.number, tone: first.hz });
  await one.ringing;
  await desk.answer();
  await one.rtp.waitForTone(deskHz);

  const two = await line.call({ from: second.number, tone: second.hz });
  await test.step('the second call waits with a card of its own; Alt F8 holds and answers', async () => {
    await two.ringing;
    await expect(product.card.getByText(second.shown).first()).toBeVisible();
    // F8 is not for it
    await desk.press('F8');
    await expect(desk.call).toContainText(first.shown);
    await desk.pressUntil('Alt+F8', others);
    await two.answered;
    await two.rtp.waitForTone(deskHz);
    await expect(desk.call).toContainText(second.shown);
    await expect(others).toContainText(first.shown);
    await expect(others).toContainText('保持中');
    // nothing of the desk gets to whoever is held
    // and Alt F8 is deaf to a swap in the 1.5 s after an answer
    one.rtp.forget();
    await main.waitForTimeout(1500);
    await one.rtp.waitForSilence();
  });

  await test.step('Alt F8 swaps', async () => {
    await desk.press('Alt+F8');
    await expect(desk.call).toContainText(first.shown);
    await expect(others).toContainText(second.shown);
    one.rtp.forget();
    await one.rtp.waitForTone(deskHz);
    await expect(desk.call.getByText('听得到对方')).toBeVisible();
  });

  await test.step('J joins: the far ends hear each other, also while the agent is muted', async () => {
    await desk.press('j');
    await expect(desk.call).toContainText('三方通话中');
    await desk.press('m');
    await expect(main.getByRole('button', { name: /已静音/ })).toBeVisible();
    one.rtp.forget();
    two.rtp.forget();
    await one.rtp.waitForTone(second.hz);
    await two.rtp.waitForTone(first.hz);
  });

  await test.step('unmuted, the agent is heard by both', async () => {
    await desk.press('m');
    one.rtp.playSilence();
    two.rtp.playSilence();
    one.rtp.forget();
    two.rtp.forget();
    await one.rtp.waitForTone(deskHz);
    await two.rtp.waitForTone(deskHz);
    one.rtp.playTone(first.hz);
    two.rtp.playTone(second.hz);
  });

  await test.step('J splits again; Alt F9 ends the held one, F9 the other', async () => {
    await desk.press('j');
    await expect(others).toContainText('保持中');
    await desk.press('Alt+F9');
    await expect(others).toBeHidden();
    const ended = await Promise.race([one.done.then(() => 'one'), two.done.then(() => 'two')]);
    const rest = ended === 'one' ? two : one;
    rest.rtp.forget();
    await rest.rtp.waitForTone(deskHz);
    await desk.press('F9');
    expect((await rest.done).endedBy).toBe('desk');
  });
});

test('F9 in the conference ends it for everybody', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({ provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() });
  const desk = deskPage(product);
  const others = product.main.getByRole('list', { name: '其他通话' });
  await desk.ready();
  const one = await line.call({ from: first.number });
  await one.ringing;
  await desk.answer();
  const two = await line.call({ from: second.number });
  await two.ringing;
  await desk.pressUntil('Alt+F8', others);
  await two.answered;
  // the first one is listed beside it while the second is still being answered, which J is not for
  await expect(desk.call).toContainText(second.shown);
  await expect(desk.call.getByRole('button', { name: /静音/ })).toBeVisible();
  await desk.press('j');
  await expect(desk.call).toContainText('三方通话中');
  await desk.press('F9');
  expect((await one.done).endedBy).toBe('desk');
  expect((await two.done).endedBy).toBe('desk');
});
