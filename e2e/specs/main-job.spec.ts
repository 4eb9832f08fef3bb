/**
 * The main job, end to end, by keyboard alone: card, answer, script, tag, escalation, decision, and the blocked next call.
 * Sound is proved by the tones that arrive at each end, events by the log on the disk.
 */
import { deskPage } from '../fixtures/desk-page.ts';
import { openEar } from '../fixtures/ear.ts';
import { eventsOf, readEvents } from '../fixtures/event-log.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../fixtures/line.ts';
import { provisionFor } from '../fixtures/profile.ts';

const number = '13912345678';
const shown = '139 1234 5678';
const key = '+8613912345678';

test('from a real caller to the card, the script, the tag, the escalation and the blocked next call', async ({
  startLine,
  start,
}) => {
  test.setTimeout(240_000);
  const line = await startLine({ huntMembers: ['agent1'] });
  const options = { provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() };
  let product = await start(options);
  const { profile } = product;
  let desk = deskPage(product);
  let main = product.main;
  const log = () => readEvents(profile);

  await test.step('the desk registers with digest over wss', async () => {
    await desk.ready();
    expect(await line.pbx.registered()).toEqual(['agent1']);
  });

  await test.step('a first call: the card before the answer, and a tag while it rings', async () => {
    const caller = await line.call({ from: number, displayName: '小额贷款' });
    await caller.ringing;
    await expect(desk.card).toContainText(shown);
    await expect(desk.card).toContainText('江苏');
    await expect(desk.card).toContainText('移动 ・ 基本运营商');
    await expect(desk.card).toContainText('自称「小额贷款」');
    await expect(desk.card).toContainText('首次来电');
    await expect(desk.card).toContainText('不在名单');
    await expect(desk.card).toContainText('没有来往记录');
    await expect(desk.card).toContainText(/未知\s*45/);
    await expect(desk.card).toContainText('判定 响铃');
    await desk.judged();
    await desk.press('1');
    await expect(main.getByText('已标「推销」，以后来电按此判定')).toBeVisible();
    // the card changes in place: the tag is a reason now
    await expect(desk.card).toContainText('1 位同事标记为推销');
    await desk.press('u');
    await expect(main.getByText('已撤销「推销」')).toBeVisible();
    await desk.press('2');
    await expect(main.getByText('已标「贷款」，以后来电按此判定')).toBeVisible();
    await expect(desk.card).toContainText('1 位同事标记为贷款');
    await caller.hangUp();
    await expect(desk.card).toBeHidden();
    expect((await caller.done).finalStatus).toBe(487);
    // the next card says so
    await desk.leaveUntilListed(shown, '未接');
  });

  const caller = await line.call({ from: number, displayName: '小额贷款' });
  await test.step('the second call: history, tag, risk and the reasons stand on the card before it is answered', async () => {
    await caller.ringing;
    await expect(desk.card).toContainText(shown);
    await expect(desk.card).toContainText('林晓雯标为「贷款」');
    await expect(desk.card).toContainText('未接');
    await expect(desk.card).toContainText(/可疑\s*65/);
    // kept behind the answer: the card waits for no disk
    await expect
      .poll(() => eventsOf(profile, 'call.screened').at(-1)?.data.verdict.risk)
      .toMatchObject({ score: 65, band: 'suspect' });
    await expect(desk.card.locator('.lwc-reasons')).toContainText('1 位同事标记为贷款');
    await expect(desk.card.locator('.lwc-reasons')).toContainText('+20');
  });

  await test.step('F8 answers, and each end hears the other', async () => {
    const ear = await openEar(product.phone);
    await desk.answer();
    await caller.answered;
    await ear.waitForTone(callerHz);
    await caller.rtp.waitForTone(deskHz);
    await expect(desk.call.getByText('听得到对方')).toBeVisible();
  });

  await test.step('S opens the script; each step is one key and one event', async () => {
    const script = main.getByRole('region', { name: '话术' });
    await desk.openScript();
    await expect(script.getByText('问明来意').first()).toBeVisible();
    await desk.press('b');
    await expect(script.getByRole('listitem').filter({ hasText: '问清类别' })).toHaveAttribute('aria-current', 'step');
    await desk.press('b');
    await expect(script.getByRole('heading', { name: /疑似贷款来电/ })).toBeVisible();
    await desk.press('a');
    await expect(script.getByRole('listitem').filter({ hasText: '告知录音' })).toHaveAttribute('aria-current', 'step');
    await expect
      .poll(() =>
        eventsOf(profile, 'script.stepped')
          .filter(({ data }) => data.move === 'answer')
          .map(({ data }) => `${data.script} ${data.step} ${data.answer}`),
      )
      .toEqual(['entry purpose offer', 'entry offer loan', 'loan ask-source lends']);
    expect(eventsOf(profile, 'script.stepped')[0]?.data.move).toBe('open');
  });

  await test.step('2 tags it as a loan call, U takes it back within ten seconds, 2 tags it again', async () => {
    await desk.press('2');
    await expect(desk.call.getByRole('button', { name: /^撤销/ })).toBeVisible();
    await desk.press('u');
    await expect(desk.call.getByText('已撤销「贷款」')).toBeVisible();
    await desk.press('2');
    await expect(main.getByRole('button', { name: '2 贷款' })).toHaveAttribute('aria-pressed', 'true');
  });

  await test.step('a note, and Shift F8 hands all of it to a supervisor', async () => {
    await desk.press('n');
    await main.keyboard.type('开口就推低息贷款');
    await desk.press('Control+Enter');
    await expect(desk.call.getByText('备注已保存')).toBeVisible();
    await desk.press('Shift+F8');
    await expect(desk.call.getByText('已交给主管，裁定后会通知你')).toBeVisible();
    const opened = eventsOf(profile, 'escalation.opened').at(-1);
    expect(opened).toMatchObject({ number: key, data: { kind: 'in-call', note: '开口就推低息贷款' } });
    expect(opened?.data.context.tags).toContain('loan');
    expect(opened?.data.context.trail.map(({ step }) => step)).toEqual(
      expect.arrayContaining(['purpose', 'offer', 'ask-source']),
    );
  });

  await test.step('F9 ends the call', async () => {
    await desk.press('F9');
    expect((await caller.done).endedBy).toBe('desk');
    await expect(desk.call.getByText('通话结束')).toBeVisible();
    await desk.press('Escape', 'Escape');
    await desk.ready();
  });

  await test.step('the supervisor claims it with Enter and decides with 1: blocked for 30 days', async () => {
    await desk.open('待裁定');
    await expect(main.getByRole('option', { name: new RegExp(shown) })).toBeVisible();
    await expect(main.getByText('开口就推低息贷款').first()).toBeVisible();
    await expect(main.getByRole('region', { name: '话术进度' })).toContainText('问清类别');
    await desk.press('Enter');
    await expect.poll(() => eventsOf(profile, 'escalation.claimed').length).toBe(1);
    // said before it is done: whom it hits, and until when
    const block = main.getByRole('button', { name: /加入黑名单 30 天/ });
    await expect(block).toContainText('对方收到 607');
    // the event is on the disk a moment before the page has its answer; until then a decision means nothing
    await expect(block).toHaveAttribute('aria-disabled', 'false');
    await desk.press('1');
    await expect(main.getByText(/裁定为「/)).toBeVisible();
    const decided = eventsOf(profile, 'escalation.decided').at(-1);
    expect(decided?.data).toMatchObject({ decision: { kind: 'nuisance', days: 30 }, entry: { kind: 'block' } });
  });

  await test.step('the agent sees what became of it', async () => {
    await desk.tabTo(main.getByRole('radio', { name: '待裁定' }));
    await desk.press('ArrowRight');
    await expect(main.getByText(`${shown} 已加入黑名单，以后不再响铃`, { exact: false })).toBeVisible();
    await desk.open('工作台');
    await expect(main.getByText(/裁定了你的上报/)).toBeVisible();
  });

  const isBlocked = async (): Promise<void> => {
    const next = await line.call({ from: number });
    const result = await next.done;
    expect(result.finalStatus).toBe(607);
    // no ringing but that of a desk whose machine had no verdict in time: 150 ms after the INVITE
    const invitedAt = result.messages.find(({ method }) => method === 'INVITE')?.at ?? 0;
    const rang = result.messages.filter(({ direction, status }) => direction === 'received' && status === 180);
    expect(rang.filter(({ at }) => at - invitedAt < 150)).toEqual([]);
  };

  await test.step('the same number again: it does not ring, and its side receives 607', async () => {
    await isBlocked();
    await expect(main.getByText('已拦截').first()).toBeVisible();
    await expect(desk.card).toBeHidden();
    await expect
      .poll(() => eventsOf(profile, 'call.ended').at(-1)?.data)
      .toMatchObject({ by: 'screening', outcome: 'blocked', status: 607 });
  });

  await test.step('all of it survives a restart of the app', async () => {
    const before = log();
    await product.stop();
    product = await start({ ...options, profile });
    desk = deskPage(product);
    main = product.main;
    await desk.ready();
    expect(log().slice(0, before.length)).toEqual(before);
    await isBlocked();
  });

  await test.step('the blocked call is listed with its reason, and one press lets the number through', async () => {
    await desk.open('历史');
    const table = main.getByRole('grid', { name: '通话记录' });
    await expect(table.getByRole('row').nth(1)).toContainText(shown);
    await desk.tabTo(table);
    await desk.press('Home', 'Enter');
    const page = main.getByRole('region', { name: '号码详情' });
    await expect(page).toContainText('没有响铃，自动拦截');
    await expect(page).toContainText('对方收到 607');
    await expect(page).toContainText('黑名单（林晓雯：开口就推低息贷款），拦截');
    await desk.tabTo(page.getByRole('button', { name: /^全部 \d+ 条/ }));
    await desk.press('Enter');
    await expect(page).toContainText('走了话术');
    await desk.tabTo(page.getByRole('button', { name: '撤销，放行此号 7 天' }), 'Shift+Tab');
    await desk.press('Enter');
    await expect(page).toContainText('的拦截已撤销');
    expect(eventsOf(profile, 'rejection.undone')).toHaveLength(1);
  });

  await test.step('it rings again', async () => {
    const before = eventsOf(profile, 'call.screened').length;
    const again = await line.call({ from: number });
    await again.ringing;
    await expect(desk.card).toContainText(shown);
    await expect(desk.card).toContainText('白名单');
    // the three strongest reasons, strongest first
    const weights = (await desk.card.locator('.lwc-reason:not([data-pending]) > b').allInnerTexts()).map((text) =>
      Number(text.replace('−', '-')),
    );
    await expect.poll(() => eventsOf(profile, 'call.screened').length).toBe(before + 1);
    const factors = eventsOf(profile, 'call.screened').at(-1)?.data.verdict.factors ?? [];
    const strongest = factors.map(({ weight }) => weight).toSorted((a, b) => Math.abs(b) - Math.abs(a));
    expect(factors.length).toBeGreaterThanOrEqual(3);
    expect(weights).toEqual(strongest.slice(0, 3));
    await desk.answer();
    await again.answered;
    await again.rtp.waitForTone(deskHz);
    await again.hangUp();
    await expect(desk.call.getByText('通话结束')).toBeVisible();
  });
});
