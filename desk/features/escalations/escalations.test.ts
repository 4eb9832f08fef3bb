/** Scenarios of escalations, from the agent's cry for help to what became of it, and back again. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Decision } from '../../../core/escalation/escalation.ts';
import { openTestDesk, phoneEvent, refusal } from '../test-support/test-desk.ts';
import type { TestDesk } from '../test-support/test-desk.ts';

const key = '+8617048152206';
let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

const agent = () => (desk.person = { author: '林晓雯', role: 'agent' });
const supervisor = (author = '赵启明') => (desk.person = { author, role: 'supervisor' });
const decision = (more: Partial<Decision> = {}): Decision => ({
  kind: 'nuisance',
  scope: { type: 'number' },
  days: 30,
  note: '多次推销贷款',
  ...more,
});

/** A call that rings, is answered, tagged, taken through two steps of a script, and escalated. */
async function escalate(): Promise<{ call: string; id: string; tag: string }> {
  agent();
  const { call } = await desk.ring('17048152206');
  await desk.ask.calls.report({ events: [phoneEvent(desk, call, key, 'call.answered')] });
  const tag = desk.clock.ulid();
  await desk.ask.tags.add({ id: tag, call, number: key, tag: 'loan', subtype: null });
  const step = (more: { step: string; move: 'open' | 'answer' | 'back'; answer?: string; outcome?: string }) =>
    desk.ask.scripts.step({
      id: desk.clock.ulid(),
      call,
      number: key,
      script: 'loan',
      version: 1,
      answer: null,
      obvious: false,
      outcome: null,
      ...more,
    });
  await step({ step: 'ask-source', move: 'open' });
  await step({ step: 'ask-source', move: 'answer', answer: 'collects' });
  await step({ step: 'debt', move: 'back' });
  await step({ step: 'ask-source', move: 'answer', answer: 'lends' });
  await step({ step: 'notice', move: 'answer', answer: 'ended', outcome: 'loan-polite' });
  const id = desk.clock.ulid();
  await desk.ask.escalations.open({ id, kind: 'in-call', call, number: key, note: '不肯挂', locale: 'zh-CN' });
  return { call, id, tag };
}

test('the supervisor sees the call as it was: risk, tags, the way through the script in words', async () => {
  const { id, call } = await escalate();
  supervisor();
  const [waiting] = await desk.ask.escalations.all({ view: 'inbox' });
  expect(waiting).toMatchObject({
    id,
    call,
    number: key,
    kind: 'in-call',
    note: '不肯挂',
    openedBy: '林晓雯',
    state: 'open',
    live: true,
    context: { display: '170 4815 2206', tags: ['loan'], outcome: '贷款，接受拒绝' },
  });
  expect(waiting?.context.risk?.score).toBeGreaterThan(45);
  expect(waiting?.context.factors.length).toBeGreaterThan(0);
  expect(waiting?.context.trail.map(({ stepTitle, answer }) => [stepTitle, answer])).toEqual([
    ['问明机构', '推销贷款，说出机构'],
    ['告知录音', expect.any(String)],
  ]);
});

test('the main job: claimed, decided, blocked on the next call, told to the agent, and all of it after a restart', async () => {
  const { id, call } = await escalate();
  await desk.ask.calls.report({ events: [phoneEvent(desk, call, key, 'call.ended')] });
  supervisor();
  expect(await desk.ask.escalations.claim({ id })).toMatchObject({
    state: 'claimed',
    claimedBy: '赵启明',
    live: false,
  });
  const decided = await desk.ask.escalations.decide({ id, decision: decision() });
  expect(decided).toMatchObject({ state: 'decided', decidedBy: '赵启明', decision: { kind: 'nuisance', days: 30 } });
  await desk.restart();
  agent();
  const [mine] = await desk.ask.escalations.all({ view: 'mine' });
  expect(mine).toMatchObject({ id, state: 'decided', decision: { kind: 'nuisance', note: '多次推销贷款' } });
  const { card } = await desk.ring('17048152206');
  expect(card.verdict).toMatchObject({ action: 'reject', status: 607 });
  expect(card.list).toMatchObject({ kind: 'block', source: 'decision', author: '赵启明', reason: '多次推销贷款' });
  desk.clock.advance(30 * 86_400_000);
  expect((await desk.ring('17048152206')).card.verdict.action).toBe('ring');
});

test('undoing a decision takes its entry away and gives the escalation back to who claimed it', async () => {
  const { id } = await escalate();
  supervisor();
  await desk.ask.escalations.decide({ id, decision: decision({ scope: { type: 'prefix', prefix: '1704815' } }) });
  expect((await desk.ring('17048159999')).card.verdict.action).toBe('reject');
  expect(await desk.ask.escalations.undo({ id })).toMatchObject({
    state: 'claimed',
    claimedBy: '赵启明',
    decision: null,
    decidedAt: null,
  });
  expect((await desk.ring('17048159999')).card.verdict.action).toBe('ring');
  expect(await refusal(desk.ask.escalations.undo({ id }))).toMatchObject({ code: 'CONFLICT' });
  // and it can be decided anew
  expect((await desk.ask.escalations.decide({ id, decision: decision({ kind: 'suspect', days: 7 }) })).state).toBe(
    'decided',
  );
  expect((await desk.ring('17048152206')).card.list).toMatchObject({ kind: 'watch' });
});

test('harmless: the bad tags go, and come back with the undo; a tag withdrawn before stays withdrawn', async () => {
  const { id, tag } = await escalate();
  const mistake = desk.clock.ulid();
  await desk.ask.tags.add({ id: mistake, call: null, number: key, tag: 'fraud', subtype: null });
  await desk.ask.tags.withdraw({ tagged: mistake, number: key, call: null });
  supervisor();
  await desk.ask.escalations.decide({ id, decision: decision({ kind: 'harmless', days: null }) });
  expect(desk.store.reads.tagsOf('main', key)).toEqual([]);
  await desk.ask.escalations.undo({ id });
  expect(desk.store.reads.tagsOf('main', key).map((mark) => mark.id)).toEqual([tag]);
});

test('customer: allowed, tagged, freed of bad tags; and undone whole', async () => {
  const { id, tag } = await escalate();
  supervisor();
  await desk.ask.escalations.decide({ id, decision: decision({ kind: 'customer', days: null }) });
  const { card } = await desk.ring('17048152206');
  expect(card.list).toMatchObject({ kind: 'allow', expiresAt: null });
  expect(card.tags.map((mark) => mark.tag)).toEqual(['customer']);
  await desk.ask.escalations.undo({ id });
  const after = (await desk.ring('17048152206')).card;
  expect(after.list).toBeNull();
  expect(after.tags.map((mark) => mark.id)).toEqual([tag]);
});

test('handed back, the agent has it again with the note; nothing else changed', async () => {
  const { id } = await escalate();
  supervisor();
  const returned = await desk.ask.escalations.decide({
    id,
    decision: decision({ kind: 'hand-back', note: '请再核实' }),
  });
  expect(returned).toMatchObject({ state: 'returned', decision: { kind: 'hand-back', note: '请再核实' } });
  expect(await desk.ask.escalations.all({ view: 'inbox' })).toEqual([]);
  expect(await desk.ask.escalations.all({ view: 'decided' })).toMatchObject([{ id }]);
  expect((await desk.ask.lists.all({ kind: null, text: '' })).rows).toEqual([]);
  expect((await desk.ask.escalations.undo({ id })).state).toBe('claimed');
});

test('two supervisors: who was faster has it', async () => {
  const { id } = await escalate();
  supervisor('赵启明');
  await desk.ask.escalations.claim({ id });
  expect((await desk.ask.escalations.claim({ id })).claimedBy).toBe('赵启明');
  supervisor('钱主管');
  expect(await refusal(desk.ask.escalations.claim({ id }))).toMatchObject({ code: 'CONFLICT' });
  expect(await refusal(desk.ask.escalations.decide({ id, decision: decision() }))).toMatchObject({ code: 'CONFLICT' });
  supervisor('赵启明');
  const both = await Promise.allSettled([
    desk.ask.escalations.decide({ id, decision: decision() }),
    desk.ask.escalations.decide({ id, decision: decision({ kind: 'harmless' }) }),
  ]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('an agent asks and sees the own ones; the rest is a supervisor’s', async () => {
  const { id } = await escalate();
  desk.person = { author: '周敏', role: 'agent' };
  for (const refused of [
    desk.ask.escalations.all({ view: 'inbox' }),
    desk.ask.escalations.all({ view: 'decided' }),
    desk.ask.escalations.get({ id }),
    desk.ask.escalations.claim({ id }),
    desk.ask.escalations.decide({ id, decision: decision() }),
    desk.ask.escalations.undo({ id }),
  ]) {
    expect(await refusal(refused)).toMatchObject({ code: 'FORBIDDEN' });
  }
  expect(await desk.ask.escalations.all({ view: 'mine' })).toEqual([]);
  agent();
  expect(await desk.ask.escalations.get({ id })).toMatchObject({ id });
});

test('sent twice it is one; calls that go on come first; a prefix must be the number’s own', async () => {
  const older = desk.clock.ulid();
  const ask = { id: older, kind: 'after', call: null, number: '13800138000', note: '', locale: 'en' } as const;
  await desk.ask.escalations.open(ask);
  await desk.ask.escalations.open(ask);
  const { id: live } = await escalate();
  supervisor();
  expect((await desk.ask.escalations.all({ view: 'inbox' })).map(({ id }) => id)).toEqual([live, older]);
  const decide = (prefix: string) =>
    desk.ask.escalations.decide({ id: live, decision: decision({ scope: { type: 'prefix', prefix } }) });
  expect(await refusal(decide('13800'))).toMatchObject({ code: 'INVALID', data: { reason: 'prefix-not-of-number' } });
  expect(await refusal(decide('170'))).toMatchObject({ code: 'INVALID', data: { reason: 'prefix-too-short' } });
  expect(await refusal(desk.ask.escalations.get({ id: desk.clock.ulid() }))).toMatchObject({ code: 'NOT_FOUND' });
});

test('a hidden number cannot be blocked as if it were one', async () => {
  agent();
  const { call } = await desk.ring('anonymous');
  const id = desk.clock.ulid();
  await desk.ask.escalations.open({ id, kind: 'after', call, number: 'hidden', note: '', locale: 'en' });
  supervisor();
  expect(await refusal(desk.ask.escalations.decide({ id, decision: decision() }))).toMatchObject({ code: 'INVALID' });
});
