/** Two desks in the hunt group: lists are each desk's own, so a block on one does not stop the other from ringing. */
import { deskPage } from '../fixtures/desk-page.ts';
import { openEar } from '../fixtures/ear.ts';
import { eventsOf } from '../fixtures/event-log.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../fixtures/line.ts';
import { provisionFor } from '../fixtures/profile.ts';

const number = '13912345678';

test('a block on one desk does not stop the other from ringing', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1', 'agent2'] });
  const blocking = await start({ provision: provisionFor(line.pbx, 'agent1') });
  const answering = await start({ provision: provisionFor(line.pbx, 'agent2'), microphone: toneMicrophone() });
  const [one, two] = [deskPage(blocking), deskPage(answering)];
  await one.ready();
  await two.ready();
  expect(new Set(await line.pbx.registered())).toEqual(new Set(['agent1', 'agent2']));

  await test.step('desk 1 puts the number on its block list, by keyboard', async () => {
    await one.open('名单');
    await one.tabTo(blocking.main.getByRole('button', { name: /^添加/ }).first());
    await one.press('Enter');
    const drawer = blocking.main.getByRole('form', { name: '添加到名单' });
    await one.tabTo(drawer.getByRole('textbox', { name: /^号码/ }));
    await blocking.main.keyboard.type('139 1234 5678');
    await one.tabTo(drawer.getByRole('textbox', { name: /^原因/ }));
    await blocking.main.keyboard.type('反复推销贷款');
    await one.press('Control+Enter');
    // listed: from now on calls are judged by it
    await expect(blocking.main.getByRole('row').filter({ hasText: '139 1234 5678' })).toBeVisible();
    expect(eventsOf(blocking.profile, 'list.set').map(({ data }) => data.kind)).toEqual(['block']);
  });

  const caller = await line.call({ from: number });
  await caller.ringing;
  await expect(two.card).toContainText('139 1234 5678');
  await expect(two.card).toContainText('不在名单');
  const ear = await openEar(answering.phone);
  await two.answer();
  await caller.answered;
  await ear.waitForTone(callerHz);
  await caller.rtp.waitForTone(deskHz);
  await expect
    .poll(() => eventsOf(blocking.profile, 'call.ended').at(-1)?.data)
    .toMatchObject({ by: 'screening', outcome: 'blocked', status: 607 });
  await expect(one.card).toBeHidden();
  await two.press('F9');
  expect((await caller.done).endedBy).toBe('desk');
});
