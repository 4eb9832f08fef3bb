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
