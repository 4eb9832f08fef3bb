/** Scenarios of tags: one key, one tag, however often the view sends it; who may take it back. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDesk, refusal } from '../test-support/test-desk.ts';
import type { TestDesk } from '../test-support/test-desk.ts';

const key = '+8613800138000';
let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

async function tag(more: Partial<Parameters<TestDesk['ask']['tags']['add']>[0]> = {}): Promise<string> {
  const { id } = await desk.ask.tags.add({
    id: desk.clock.ulid(),
    call: null,
    number: '138 0013 8000',
    tag: 'loan',
    subtype: null,
    ...more,
  });
  return id;
}

test('after a restart of the service a call’s tag, step, note and escalation still find the number that screening read', async () => {
  // the view knows From only; the number was in P-Asserted-Identity
  const { call } = await desk.ring('01088886666', { assertedUser: '13800138000' });
  await desk.restart();
  const shown = '010-8888 6666';
  await tag({ call, number: shown });
  await desk.ask.calls.setNote({ call, number: shown, text: '要退货' });
  const { number } = await desk.ask.escalations.open({
    id: desk.clock.ulid(),
    call,
    kind: 'after',
    number: shown,
    note: '',
    locale: 'zh-CN',
  });
  expect(number).toBe(key);
  const [script] = await desk.ask.scripts.all({ locale: 'zh-CN' });
  const step = { script: script?.id ?? '', version: 1, step: 'ask', move: 'answer', answer: 'a' } as const;
  await desk.ask.scripts.step({ ...step, obvious: false, outcome: null, id: desk.clock.ulid(), call, number: shown });
  const timeline = async (of: string) => (await desk.ask.calls.number({ number: of })).timeline.map(({ type }) => type);
  expect(await timeline('01088886666')).toEqual([]);
  expect(await timeline(key)).toEqual(
    expect.arrayContaining(['number.tagged', 'note.set', 'escalation.opened', 'script.stepped']),
  );
});

test('a retry does not tag twice', async () => {
  const id = await tag();
  await tag({ id });
  expect((await desk.ask.calls.number({ number: key })).card.tags).toMatchObject([{ id, tag: 'loan' }]);
});

test('tagging while it still rings is on the card at once, and withdrawing takes it off', async () => {
  const { call } = await desk.ring('13800138000');
  const id = await tag({ call });
  const card = () => desk.ask.calls.card({ call, number: key });
  const tagged = await card();
  expect(tagged.tags).toMatchObject([{ id, call }]);
  await desk.ask.tags.withdraw({ tagged: id, number: key, call });
  const after = await card();
  expect(after.tags).toEqual([]);
  expect(after.verdict.risk.score).toBeLessThan(tagged.verdict.risk.score);
  expect(await refusal(desk.ask.tags.withdraw({ tagged: id, number: key, call }))).toMatchObject({ code: 'CONFLICT' });
});

test("another agent's tag stays; a supervisor may withdraw it", async () => {
  const tagged = await tag();
  desk.person = { author: '周敏', role: 'agent' };
  expect(await refusal(desk.ask.tags.withdraw({ tagged, number: key, call: null }))).toMatchObject({
    code: 'FORBIDDEN',
  });
  desk.person = { author: '赵启明', role: 'supervisor' };
  await desk.ask.tags.withdraw({ tagged, number: key, call: null });
  expect(desk.store.reads.tagsOf('main', key)).toEqual([]);
});

test('what makes no sense is refused with its field', async () => {
  expect(await refusal(tag({ id: 'not-a-ulid' }))).toMatchObject({ code: 'INVALID', data: { field: 'id' } });
  expect(await refusal(tag({ call: 'nor this' }))).toMatchObject({ code: 'INVALID', data: { field: 'call' } });
  expect(await refusal(tag({ subtype: 'property' }))).toMatchObject({ code: 'INVALID', data: { field: 'subtype' } });
  const unknown = desk.clock.ulid();
  expect(await refusal(desk.ask.tags.withdraw({ tagged: unknown, number: key, call: null }))).toMatchObject({
    code: 'NOT_FOUND',
  });
});
