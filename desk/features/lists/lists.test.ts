/** Scenarios of the lists: set, replace, remove, restore, expire, and the dry run that names customers. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ListDraft } from '../../../core/list/list-entry.ts';
import { openTestDesk, phoneEvent, refusal, talk } from '../test-support/test-desk.ts';
import type { DeskEvent } from '../../../core/event/event.ts';
import type { ListEntry } from '../../../core/list/list-entry.ts';
import { listEventNumber } from '../../../core/projection/list-projection.ts';
import type { TestDesk } from '../test-support/test-desk.ts';
import { displayOfMatch } from './lists-feature.ts';

const key = '+8613800138000';
let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
  desk.person = { author: '赵启明', role: 'supervisor' };
});
afterEach(() => desk.close());

const block = (more: Partial<ListDraft> = {}): ListDraft => ({
  kind: 'block',
  match: { type: 'exact', number: '138 0013 8000' },
  reason: '骚扰',
  expiresAt: null,
  ...more,
});
const action = async (from: string) => (await desk.ring(from)).card.verdict.action;
const all = () => desk.ask.lists.all({ kind: null, text: '' });

test('an entry takes effect on the next call, is counted, and survives a restart', async () => {
  const entry = await desk.ask.lists.set(block());
  expect(entry).toMatchObject({ match: { number: key }, author: '赵启明', source: 'manual' });
  expect(await action('13800138000')).toBe('reject');
  await desk.restart();
  expect(await action('13800138000')).toBe('reject');
  await expect
    .poll(async () => (await all()).rows)
    .toMatchObject([{ id: entry.id, display: '138 0013 8000', hits30: 2, contactName: null }]);
  expect((await all()).counts).toEqual({ allow: 0, block: 1, watch: 0 });
});

test('among more entries than are read for one call the narrowest counts', async () => {
  const entry = (id: string, kind: 'allow' | 'block', match: ListEntry['match']): DeskEvent => ({
    v: 1,
    id: desk.clock.ulid(),
    at: desk.clock.now(),
    desk: 'desk-1',
    author: 'x',
    line: 'main',
    type: 'list.set',
    number: listEventNumber(match),
    data: { id, kind, match, vip: false, reason: 'x', author: 'x', createdAt: 1, expiresAt: null, source: 'manual' },
  });
  const wide = { type: 'range', from: '+8613000000000', to: '+8613999999999' } as const;
  await desk.store.append([
    ...Array.from({ length: 600 }, (_, index) => entry(`wide-${index}`, 'block', wide)),
    entry('exact', 'allow', { type: 'exact', number: '+8613800138000' }),
  ]);
  expect(desk.store.reads.entriesFor('main', '+8613800138000')[0]).toMatchObject({ id: 'exact' });
  expect(await action('13800138000')).toBe('ring');
});

test('agents read the lists and change nothing', async () => {
  const { id } = await desk.ask.lists.set(block());
  desk.person = { author: '林晓雯', role: 'agent' };
  expect((await all()).rows).toHaveLength(1);
  for (const refused of [
    desk.ask.lists.set(block()),
    desk.ask.lists.remove({ id, why: '' }),
    desk.ask.lists.restore({ id }),
  ]) {
    expect(await refusal(refused)).toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('removed and restored, each once', async () => {
  const { id } = await desk.ask.lists.set(block());
  await desk.ask.lists.remove({ id, why: '误伤' });
  expect(await action('13800138000')).toBe('ring');
  expect(await refusal(desk.ask.lists.remove({ id, why: '' }))).toMatchObject({ code: 'CONFLICT' });
  await desk.ask.lists.restore({ id });
  expect(await refusal(desk.ask.lists.restore({ id }))).toMatchObject({ code: 'CONFLICT' });
  expect(await action('13800138000')).toBe('reject');
  expect(await refusal(desk.ask.lists.remove({ id: 'none', why: '' }))).toMatchObject({ code: 'NOT_FOUND' });
});

test('editing keeps the entry; editing what it matches makes another and removes the old', async () => {
  const first = await desk.ask.lists.set(block());
  const edited = await desk.ask.lists.set(block({ id: first.id, reason: '贷款' }));
  expect(edited.id).toBe(first.id);
  const moved = await desk.ask.lists.set(block({ id: first.id, match: { type: 'exact', number: '139 0013 9000' } }));
  expect(moved.id).not.toBe(first.id);
  expect((await all()).rows.map(({ id }) => id)).toEqual([moved.id]);
  expect(await action('13800138000')).toBe('ring');
  expect(await action('13900139000')).toBe('reject');
});

test('an entry ends when it says', async () => {
  await desk.ask.lists.set(block({ expiresAt: desk.clock.now() + 3_600_000 }));
  expect(await action('13800138000')).toBe('reject');
  desk.clock.advance(3_600_000);
  expect(await action('13800138000')).toBe('ring');
  expect((await all()).rows).toEqual([]);
});

test('prefixes and ranges reach exactly the numbers they cover', async () => {
  await desk.ask.lists.set(block({ match: { type: 'prefix', prefix: '170 4815' } }));
  await desk.ask.lists.set(block({ match: { type: 'range', from: '010-8888 0000', to: '010-8888 9999' } }));
  // both ends share nothing but the country code
  await desk.ask.lists.set(block({ match: { type: 'range', from: '13100000000', to: '18999999999' }, kind: 'watch' }));
  expect(await action('17048152206')).toBe('reject');
  expect(await action('17048162206')).toBe('ring');
  expect(await action('01088886666')).toBe('reject');
  expect(await action('01088896666')).toBe('ring');
  expect((await desk.ring('15012345678')).card.list).toMatchObject({ kind: 'watch' });
  expect((await desk.ring('19012345678')).card.list).toBeNull();
});

test('a draft that is too wide is refused with its field and reason', async () => {
  const refused = await refusal(desk.ask.lists.set(block({ match: { type: 'prefix', prefix: '138' } })));
  expect(refused).toMatchObject({ code: 'INVALID', data: { field: 'match.prefix', reason: 'prefix-too-short' } });
  expect(await refusal(desk.ask.lists.set(block({ reason: ' ' })))).toMatchObject({ data: { field: 'reason' } });
});

test('the dry run counts the calls of 30 days and names the customers it would have cut', async () => {
  await talk(desk, '13800138000');
  desk.clock.advance(31 * 86_400_000);
  await desk.ask.contacts.set({ name: '王丽', company: '', vip: false, numbers: ['13800138001'], source: 'manual' });
  const contact = await desk.ring('13800138001');
  await desk.ask.calls.report({
    events: [phoneEvent(desk, contact.call, '+8613800138001', 'call.ended', { outcome: 'missed', talkMs: 0 })],
  });
  await talk(desk, '13800138002');
  const bad = await talk(desk, '13800138003');
  await desk.ask.tags.add({
    id: desk.clock.ulid(),
    call: bad.call,
    number: '13800138003',
    tag: 'fraud',
    subtype: null,
  });
  await talk(desk, '13800138004', 3_000);
  await talk(desk, '13900138005');
  const impact = await desk.ask.lists.impact(block({ match: { type: 'prefix', prefix: '1380013' }, reason: '' }));
  expect(impact.calls).toBe(4);
  expect(impact.customers.map(({ number, name }) => [number, name])).toEqual([
    ['+8613800138002', ''],
    ['+8613800138001', '王丽'],
  ]);
  expect(impact.customers[0]?.display).toBe('138 0013 8002');
  const exact = await desk.ask.lists.impact(block({ match: { type: 'exact', number: '13800138003' } }));
  expect(exact).toEqual({ calls: 1, customers: [] });
  const range = block({ match: { type: 'range', from: '13800138002', to: '13800138003' } });
  expect((await desk.ask.lists.impact(range)).calls).toBe(2);
});

test('entries are found by digits, reason, author and the contact behind the number', async () => {
  await desk.ask.contacts.set({ name: '王丽', company: '', vip: false, numbers: ['13800138000'], source: 'manual' });
  await desk.ask.lists.set(block());
  for (const text of ['0013 8000', '骚扰', '赵启', '王丽']) {
    expect((await desk.ask.lists.all({ kind: 'block', text })).rows).toHaveLength(1);
  }
  expect((await desk.ask.lists.all({ kind: 'allow', text: '' })).rows).toEqual([]);
  expect((await desk.ask.lists.all({ kind: null, text: '李' })).rows).toEqual([]);
});

test('what an entry matches is written the way people write numbers', () => {
  expect(displayOfMatch({ type: 'prefix', prefix: '+8617048' })).toBe('17048…');
  expect(displayOfMatch({ type: 'prefix', prefix: '+86755832' })).toBe('0755832…');
  expect(displayOfMatch({ type: 'prefix', prefix: '+63' })).toBe('+63…');
  expect(displayOfMatch({ type: 'exact', number: key })).toBe('138 0013 8000');
});
