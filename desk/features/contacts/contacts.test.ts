/** Scenarios of contacts: imports that keep all or nothing, names on cards, who may do what. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestDesk, refusal } from '../test-support/test-desk.ts';
import type { TestDesk } from '../test-support/test-desk.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
  desk.person = { author: '赵启明', role: 'supervisor' };
});
afterEach(() => desk.close());

const csv = '姓名,公司,电话,VIP\n王丽,净水公司,13800138000,是\n李雷,,010-88886666,\n,,123,\n坏号,,abc,\n';

test('an import keeps the good rows, tells the others, and names callers from then on', async () => {
  const report = await desk.ask.contacts.import({ format: 'csv', text: csv });
  expect(report).toMatchObject({ read: 4, kept: 2, skipped: 2 });
  expect(report.problems.map(({ reason }) => reason)).toEqual(['no-name', 'bad-number']);
  const { card } = await desk.ring('13800138000');
  expect(card.contact).toMatchObject({ name: '王丽', company: '净水公司', vip: true });
  const { rows } = await desk.ask.calls.history({ text: '净水' });
  expect(rows).toMatchObject([{ contact: { name: '王丽' } }]);
  const found = await desk.ask.contacts.all({ text: '8888' });
  expect(found).toMatchObject({ total: 1, rows: [{ name: '李雷', displays: ['010-8888 6666'] }] });
});

test('the same file again replaces instead of doubling', async () => {
  await desk.ask.contacts.import({ format: 'csv', text: csv });
  await desk.ask.contacts.import({ format: 'csv', text: csv });
  expect((await desk.ask.contacts.all({ text: '' })).total).toBe(2);
});

test('an import that does not fit on the disk keeps nothing', async () => {
  await desk.close();
  desk = await openTestDesk({ maxLogPages: 40 });
  desk.person = { author: '赵启明', role: 'supervisor' };
  await desk.ask.contacts.set({ name: '王丽', company: '', vip: false, numbers: ['13800138000'], source: 'manual' });
  const rows = Array.from({ length: 2_000 }, (_, index) => `客户${index},1390013${String(index).padStart(4, '0')}`);
  const text = `姓名,电话\n${rows.join('\n')}`;
  const refused = await refusal(desk.ask.contacts.import({ format: 'csv', text }));
  expect(refused).toMatchObject({ code: 'NOT_SAVED', data: { cause: 'disk-full' } });
  expect((await desk.ask.contacts.all({ text: '' })).total).toBe(1);
});

test('an agent may write down a name, but neither make a VIP, import, nor remove', async () => {
  desk.person = { author: '林晓雯', role: 'agent' };
  const draft = { name: '王丽', company: '', vip: false, numbers: ['13800138000'], source: 'manual' as const };
  const contact = await desk.ask.contacts.set(draft);
  expect(contact.numbers).toEqual(['+8613800138000']);
  expect((await desk.ask.contacts.set({ ...contact, name: '王莉' })).id).toBe(contact.id);
  for (const refused of [
    desk.ask.contacts.set({ ...contact, vip: true }),
    desk.ask.contacts.import({ format: 'csv', text: csv }),
    desk.ask.contacts.remove({ id: contact.id }),
  ]) {
    expect(await refusal(refused)).toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('an agent may correct the name of a VIP, but not make a number theirs', async () => {
  const vip = { name: '王丽', company: '', vip: true, numbers: ['13800138000'], source: 'manual' as const };
  const contact = await desk.ask.contacts.set(vip);
  desk.person = { author: '林晓雯', role: 'agent' };
  expect((await desk.ask.contacts.set({ ...contact, name: '王莉' })).name).toBe('王莉');
  const grown = { ...contact, numbers: [...contact.numbers, '13900139000'] };
  expect(await refusal(desk.ask.contacts.set(grown))).toMatchObject({ code: 'FORBIDDEN' });
  expect((await desk.ring('13900139000')).card.contact).toBeNull();
});

test('numbers that cannot be read, missing names and unknown ids are refused', async () => {
  const draft = { name: '王丽', company: '', vip: false, numbers: ['13800138000'], source: 'manual' as const };
  expect(await refusal(desk.ask.contacts.set({ ...draft, numbers: ['13800138000', 'x?'] }))).toMatchObject({
    code: 'INVALID',
    data: { field: 'numbers.1' },
  });
  expect(await refusal(desk.ask.contacts.set({ ...draft, name: ' ' }))).toMatchObject({ data: { field: 'name' } });
  expect(await refusal(desk.ask.contacts.set({ ...draft, id: 'none' }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await refusal(desk.ask.contacts.remove({ id: 'none' }))).toMatchObject({ code: 'NOT_FOUND' });
});

test('a removed contact names nobody', async () => {
  const { id } = await desk.ask.contacts.set({
    name: '王丽',
    company: '',
    vip: false,
    numbers: ['13800138000'],
    source: 'manual',
  });
  await desk.ask.contacts.remove({ id });
  expect((await desk.ring('13800138000')).card.contact).toBeNull();
});
