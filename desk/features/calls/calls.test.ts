/** Scenarios of calls over the real store: screening, reports, history, undo, erasure, crashes, a full disk. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CallQuality } from '../../../core/quality/call-quality.ts';
import { openTestDesk, phoneEvent, refusal, talk } from '../test-support/test-desk.ts';
import type { TestDesk } from '../test-support/test-desk.ts';

const stranger = '13800138000';
const key = '+8613800138000';
const day = 86_400_000;
let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk();
});
afterEach(() => desk.close());

/** Waits for what `screen` appends behind its answer. */
async function settled(call: string): Promise<void> {
  await expect.poll(() => desk.store.reads.verdictOf(desk.line, call)).not.toBeNull();
}

test("a stranger's first call: the card knows the number, and nothing else", async () => {
  const { call, card } = await desk.ring(`+86${stranger}`, { fromName: '"Bob" <b>\u202e' });
  expect(card).toMatchObject({
    number: { kind: 'mobile', key, display: '138 0013 8000' },
    contact: null,
    list: null,
    tags: [],
    history: { calls: 0, answered: 0, blocked: 0, last: null },
    verdict: { action: 'ring', risk: { band: 'unknown' } },
  });
  expect(card.claimedName).not.toContain('\u202e');
  await settled(call);
  expect(await desk.ask.calls.verdict({ call })).toEqual(card.verdict);
  // the card again appends nothing, and the call is no history of itself
  const { lastSeq } = await desk.store.counts();
  expect((await desk.ask.calls.card({ call, number: key })).history).toEqual(card.history);
  expect((await desk.store.counts()).lastSeq).toBe(lastSeq);
});

test('what was said of a number is on its next card, also after a restart', async () => {
  const first = await talk(desk, stranger);
  await desk.ask.calls.setNote({ call: first.call, number: key, text: '要退货' });
  await desk.ask.tags.add({ id: desk.clock.ulid(), call: first.call, number: key, tag: 'loan', subtype: null });
  await desk.restart();
  const { card } = await desk.ring(stranger);
  expect(card.history).toMatchObject({
    calls: 1,
    answered: 1,
    last: { outcome: 'answered', talkMs: 60_000, by: 'caller' },
  });
  expect(card.tags).toMatchObject([{ tag: 'loan', author: '林晓雯', call: first.call }]);
  expect(card.verdict.risk.score).toBeGreaterThan(first.card.verdict.risk.score);
  const { rows } = await desk.ask.calls.history({ text: '退货' });
  expect(rows).toMatchObject([{ call: first.call, note: '要退货', tags: ['loan'], outcome: 'answered' }]);
});

test('callers who ring once and hang up are counted, and only they', async () => {
  const shortCalls = async (number: string, ended: { by: string; ringMs: number }) => {
    for (let times = 0; times < 3; times++) {
      const { call, card } = await desk.ring(number);
      const missed = { outcome: 'missed', status: 487, talkMs: 0, ...ended };
      await desk.ask.calls.report({ events: [phoneEvent(desk, call, card.number.key, 'call.ended', missed)] });
    }
    const { card } = await desk.ring(number);
    return card.verdict.factors.find(({ id }) => id === 'short-calls')?.params;
  };
  expect(await shortCalls(stranger, { by: 'caller', ringMs: 1_200 })).toEqual({ calls: 3 });
  expect(await shortCalls('13900139000', { by: 'caller', ringMs: 9_000 })).toBeUndefined();
  // the network gave up: no fault of the caller's
  expect(await shortCalls('13700137000', { by: 'network', ringMs: 1_200 })).toBeUndefined();
});

test('a report sent twice is kept once, and a call has the one number that screening read', async () => {
  const { call } = await desk.ring('1001', { assertedUser: `+86${stranger}` });
  // the phone knows only what From said
  const ended = phoneEvent(desk, call, '1001', 'call.ended', { outcome: 'missed', talkMs: 0 });
  const first = await desk.ask.calls.report({ events: [ended] });
  const second = await desk.ask.calls.report({ events: [ended] });
  expect(second).toEqual(first);
  const { rows, total, counts } = await desk.ask.calls.history({});
  expect(total).toBe(1);
  expect(rows[0]).toMatchObject({ number: { key }, outcome: 'missed' });
  expect(counts).toMatchObject({ all: 1, ring: 1, reject: 0 });
  expect(desk.store.reads.countersOf('main', key)).toMatchObject({ calls: 1, answered: 0 });
  expect(desk.store.reads.countersOf('main', '1001')).toBeNull();
});

test('how a call sounded is kept with it, and goes with its number', async () => {
  desk.person = { author: '周敏', role: 'supervisor' };
  const { call } = await talk(desk, stranger);
  expect((await desk.ask.calls.history({})).rows[0]?.quality).toBeNull();
  const quality: CallQuality = {
    codec: 'PCMA',
    seconds: 60,
    heard: {
      mos: { mean: 4.1, worst: 3.2 },
      lossPercent: { mean: 1.5, worst: 11 },
      jitterMs: { mean: 4, worst: 30 },
    },
    sent: null,
    roundTripMs: { mean: 30, worst: 90 },
  };
  const event = { ...phoneEvent(desk, call, key, 'call.answered'), type: 'call.quality', data: quality };
  await desk.ask.calls.report({ events: [event as never] });
  expect((await desk.ask.calls.history({})).rows[0]?.quality).toEqual(quality);
  const { timeline } = await desk.ask.calls.number({ number: key });
  expect(timeline.find(({ type }) => type === 'call.quality')?.params).toEqual({ mos: 4.1, codec: 'PCMA' });
  await desk.ask.calls.erase({ number: key });
  expect((await desk.ask.calls.history({})).rows).toEqual([]);
});

test('only a phone may report, and only what phones know', async () => {
  const event = { ...phoneEvent(desk, desk.clock.ulid(), key, 'call.started'), type: 'number.erased', data: {} };
  const { code } = await refusal(desk.ask.calls.report({ events: [event as never] }));
  expect(code).toBe('BAD_REQUEST');
});

test('a blocked call is rejected with 607; one click lets the number through for a while', async () => {
  desk.person = { author: '周敏', role: 'supervisor' };
  await desk.ask.lists.set({
    kind: 'block',
    match: { type: 'prefix', prefix: '138 00' },
    reason: '推销',
    expiresAt: null,
  });
  desk.person = { author: '林晓雯', role: 'agent' };
  const { call, card } = await desk.ring(stranger);
  expect(card.verdict).toMatchObject({ action: 'reject', status: 607 });
  expect(card.list).toMatchObject({ kind: 'block', reason: '推销' });
  await settled(call);
  await desk.ask.calls.report({
    events: [
      phoneEvent(desk, call, key, 'call.ended', { by: 'screening', outcome: 'blocked', status: 607, talkMs: 0 }),
    ],
  });
  const { entry } = await desk.ask.calls.undoRejection({ call, days: 7 });
  expect(await refusal(desk.ask.calls.undoRejection({ call, days: 7 }))).toMatchObject({ code: 'CONFLICT' });
  const { rows } = await desk.ask.calls.history({ action: 'reject' });
  expect(rows).toMatchObject([{ call, outcome: 'blocked', undone: true, status: 607 }]);
  const again = await desk.ring(stranger);
  expect(again.card.verdict.action).toBe('ring');
  expect(again.card.list).toMatchObject({ id: entry, kind: 'allow', source: 'undo' });
  desk.clock.advance(7 * day);
  expect((await desk.ring(stranger)).card.verdict.action).toBe('reject');
  expect(await desk.ask.calls.today({ since: 0 })).toMatchObject({ blocked: 1, undone: 1, answered: 0 });
});

test('a call that rang has no rejection to undo', async () => {
  const { call } = await desk.ring(stranger);
  await settled(call);
  const refused = await refusal(desk.ask.calls.undoRejection({ call, days: 7 }));
  expect(refused).toMatchObject({ code: 'INVALID', data: { reason: 'not-rejected' } });
  expect(await refusal(desk.ask.calls.undoRejection({ call: desk.clock.ulid(), days: 7 }))).toMatchObject({
    code: 'NOT_FOUND',
  });
});

test('where the policy wants a gate that is not built, the call rings with a warning', async () => {
  desk.policy = { ...desk.policy, warnFrom: 0, gateFrom: 0 };
  expect((await desk.ring(stranger)).card.verdict).toMatchObject({ action: 'ring', warn: true });
});

test('a call whose end was never reported is live while this service knows it, and not for ever', async () => {
  const answered = await desk.ring(stranger);
  await desk.ask.calls.report({ events: [phoneEvent(desk, answered.call, key, 'call.answered')] });
  const rang = await desk.ring('13900139000');
  const outcomes = async () =>
    Object.fromEntries((await desk.ask.calls.history({})).rows.map((row) => [row.call, row.outcome]));
  expect(await outcomes()).toEqual({ [answered.call]: 'live', [rang.call]: 'live' });
  await desk.restart();
  expect(await outcomes()).toEqual({ [answered.call]: 'answered', [rang.call]: 'failed' });
  // the phone outlived the service: it asks for the card of the call it still has
  await desk.ask.calls.card({ call: answered.call, number: key });
  expect(await outcomes()).toEqual({ [answered.call]: 'live', [rang.call]: 'failed' });
});

test('the practice line and the main line know nothing of each other', async () => {
  desk.line = 'practice';
  await talk(desk, stranger);
  await desk.ask.tags.add({ id: desk.clock.ulid(), call: null, number: key, tag: 'fraud', subtype: null });
  desk.line = 'main';
  const { card } = await desk.ring(stranger);
  expect(card).toMatchObject({ tags: [], history: { calls: 0 } });
  expect((await desk.ask.calls.history({})).total).toBe(1);
  expect((await desk.ask.calls.today({ since: 0 })).tagged).toBe(0);
});

test("a number's page tells its story, newest first", async () => {
  const { call } = await talk(desk, stranger);
  await settled(call);
  await desk.ask.tags.add({ id: desk.clock.ulid(), call, number: key, tag: 'sales', subtype: 'property' });
  const { card, timeline } = await desk.ask.calls.number({ number: '138-0013-8000' });
  expect(card.history.calls).toBe(1);
  expect(timeline[0]).toMatchObject({ type: 'number.tagged', params: { tag: 'sales', subtype: 'property' } });
  expect(timeline.map(({ type }) => type).toSorted()).toEqual(
    ['call.answered', 'call.ended', 'call.screened', 'call.started', 'number.tagged'].toSorted(),
  );
});

test('history pages backwards in time and filters by band, tag, person and number', async () => {
  for (let i = 0; i < 5; i += 1) await talk(desk, `1380013800${i}`);
  desk.person = { author: '周敏', role: 'agent' };
  const mine = await talk(desk, '01088886666');
  await desk.ask.tags.add({
    id: desk.clock.ulid(),
    call: mine.call,
    number: '01088886666',
    tag: 'robocall',
    subtype: null,
  });
  const first = await desk.ask.calls.history({ limit: 4 });
  expect(first.total).toBe(6);
  const next = await desk.ask.calls.history({ limit: 4, before: first.rows.at(-1) ?? null });
  expect([...first.rows, ...next.rows].map(({ at }) => at)).toEqual(
    [...first.rows, ...next.rows].map(({ at }) => at).toSorted((a, b) => b - a),
  );
  expect(next.rows).toHaveLength(2);
  const only = async (filter: Parameters<typeof desk.ask.calls.history>[0]) =>
    (await desk.ask.calls.history(filter)).rows.map(({ call }) => call);
  expect(await only({ onlyMine: true })).toEqual([mine.call]);
  expect(await only({ tag: 'robocall' })).toEqual([mine.call]);
  expect(await only({ text: '010-8888' })).toEqual([mine.call]);
  expect(await only({ text: '%' })).toEqual([]);
  expect(await only({ band: 'nuisance' })).toEqual([]);
});

test('pages of history miss no call of a flood that came in one millisecond', async () => {
  const rung: string[] = [];
  for (let i = 0; i < 7; i += 1) {
    const call = desk.clock.ulid();
    rung.push(call);
    await desk.ask.calls.report({ events: [phoneEvent(desk, call, `+861380013800${i}`, 'call.started')] });
  }
  const read: string[] = [];
  let before: { at: number; call: string } | null = null;
  for (let page = 0; page < 4; page += 1) {
    const { rows } = await desk.ask.calls.history({ limit: 3, before });
    read.push(...rows.map(({ call }) => call));
    before = rows.at(-1) ?? before;
  }
  expect(read).toEqual(rung.toReversed());
});

test('erasing a number is a supervisor’s, and leaves nothing of it to read', async () => {
  const { call } = await talk(desk, stranger);
  await settled(call);
  expect(await refusal(desk.ask.calls.erase({ number: stranger }))).toMatchObject({ code: 'FORBIDDEN' });
  desk.person = { author: '周敏', role: 'both' };
  expect(await refusal(desk.ask.calls.erase({ number: 'anonymous' }))).toMatchObject({ code: 'INVALID' });
  expect(await desk.ask.calls.erase({ number: stranger })).toEqual({ events: 4 });
  expect((await desk.ask.calls.history({})).total).toBe(0);
  expect(await desk.ask.calls.number({ number: stranger })).toMatchObject({
    card: { history: { calls: 0, last: null }, claimedName: '' },
    timeline: [],
  });
});

test('a number erased while its call goes on is not written back when the call ends', async () => {
  desk.person = { author: '周敏', role: 'both' };
  // the phone knows From only; screening read the number out of P-Asserted-Identity
  const { call, card } = await desk.ring('01088886666', { assertedUser: stranger });
  await settled(call);
  expect(card.number.key).toBe(key);
  expect(await desk.ask.calls.erase({ number: key })).toEqual({ events: 2 });
  const from = '+861088886666';
  await desk.ask.calls.report({
    events: [phoneEvent(desk, call, from, 'call.answered'), phoneEvent(desk, call, from, 'call.ended')],
  });
  expect((await desk.ask.calls.history({})).rows).toEqual([]);
  // the person calls again, which is new
  await talk(desk, stranger);
  expect((await desk.ask.calls.history({})).rows).toHaveLength(1);
});

test('a customer’s number is marked as masked for whom the policy masks it', async () => {
  const shown = async (role: 'agent' | 'supervisor' | 'both', policy: { forSupervisors: boolean } | null) => {
    desk.person = { author: '周敏', role };
    const maskForSupervisors = policy?.forSupervisors ?? true;
    desk.policy = { ...desk.policy, maskNumbers: policy !== null, maskForSupervisors };
    return (await desk.ring(stranger)).card.masked === true;
  };
  expect(await shown('agent', { forSupervisors: true })).toBe(false);
  await desk.ask.tags.add({ id: desk.clock.ulid(), call: null, number: key, tag: 'customer', subtype: null });
  expect(await shown('agent', null)).toBe(false);
  expect(await shown('agent', { forSupervisors: false })).toBe(true);
  expect(await shown('supervisor', { forSupervisors: true })).toBe(true);
  expect(await shown('supervisor', { forSupervisors: false })).toBe(false);
  expect(await shown('both', { forSupervisors: false })).toBe(false);
  expect((await desk.ask.calls.history({})).rows.every(({ customer }) => customer)).toBe(true);
});

test('a full disk: the card comes, the report is refused in words, and nothing half-kept is left', async () => {
  await desk.close();
  desk = await openTestDesk({ maxLogPages: 24 });
  const { call, card } = await desk.ring(stranger);
  await settled(call);
  const fill = async (): Promise<void> => {
    for (let i = 0; i < 60; i += 1) await desk.ask.calls.setNote({ call, number: key, text: 'x'.repeat(4_000) });
  };
  const refused = await refusal(fill());
  expect(refused).toMatchObject({ code: 'NOT_SAVED', data: { cause: 'disk-full' } });
  expect((await desk.ask.calls.card({ call, number: key })).number).toEqual(card.number);
});

test('every change is told, with the numbers it concerns', async () => {
  const { call } = await talk(desk, stranger);
  desk.changes.length = 0;
  await desk.ask.tags.add({ id: desk.clock.ulid(), call, number: key, tag: 'loan', subtype: null });
  expect(desk.changes.map(({ topic, numbers }) => [topic, numbers])).toEqual([
    ['tags', [key]],
    ['numbers', [key]],
  ]);
});
