/** A power cut in the middle of a call: nothing acknowledged is lost, and the call is not shown as one that lives. */
import { deskPage } from '../fixtures/desk-page.ts';
import { eventsOf, readEvents } from '../fixtures/event-log.ts';
import { deskHz, expect, test, toneMicrophone } from '../fixtures/line.ts';
import { provisionFor } from '../fixtures/profile.ts';

test('SIGKILL to everything in a call', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const options = { provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() };
  const before = await start(options);
  const { profile } = before;
  let desk = deskPage(before);
  await desk.ready();
  const caller = await line.call({ from: '13912345678' });
  await caller.ringing;
  await desk.answer();
  await caller.answered;
  await caller.rtp.waitForTone(deskHz);
  await desk.openScript();
  await expect(before.main.getByRole('listitem').filter({ hasText: '问明来意' })).toHaveAttribute(
    'aria-current',
    'step',
  );
  await desk.press('2');
  await expect(desk.call.getByText('已标「贷款」，以后来电按此判定')).toBeVisible();
  await desk.press('n');
  await before.main.keyboard.type('断电之前写的');
  await desk.press('Control+Enter');
  await expect(desk.call.getByText('备注已保存')).toBeVisible();
  await desk.press('Shift+F8');
  // the words come only when the desk service has it on the disk
  await expect(desk.call.getByText('已交给主管，裁定后会通知你')).toBeVisible();
  await before.kill();

  const kept = readEvents(profile);
  const types = kept.map(({ type }) => type);
  for (const type of ['call.screened', 'number.tagged', 'note.set', 'escalation.opened'] as const) {
    expect(types).toContain(type);
  }
  expect(eventsOf(profile, 'call.ended')).toEqual([]);

  const after = await start({ ...options, profile });
  desk = deskPage(after);
  await desk.ready();
  expect(readEvents(profile).slice(0, kept.length)).toEqual(kept);
  await expect(after.main.getByText('通话中')).toBeHidden();

  await desk.open('历史');
  const row = after.main.getByRole('grid', { name: '通话记录' }).getByRole('row').nth(1);
  await expect(row).toContainText('139 1234 5678');
  await expect(row).toContainText('贷款');
  await expect(row).not.toContainText('通话中');
  await desk.tabTo(after.main.getByRole('grid', { name: '通话记录' }));
  await desk.press('Home', 'Enter');
  const page = after.main.getByRole('region', { name: '号码详情' });
  await expect(page).toContainText('断电之前写的');

  await desk.open('待裁定');
  const waiting = after.main.getByRole('option', { name: /139 1234 5678/ });
  await expect(waiting).toContainText('断电之前写的');
  await expect(waiting).not.toContainText('通话中');

  await test.step('and the desk takes calls again', async () => {
    const next = await line.call({ from: '13912345678' });
    await next.ringing;
    await expect(desk.card).toContainText('林晓雯标为「贷款」');
    await next.hangUp();
    await expect(desk.card).toBeHidden();
  });
});
