/** What goes after `keepDays`, and what stays because it is still in force. */
import { expect, test } from 'vitest';
import { eventSchema } from '../event/event.ts';
import type { LoggedEvent } from '../event/event.ts';
import { expiredEvents } from './expired-events.ts';

const before = 1_780_272_000_000;
const day = 86_400_000;
const number = '+8613800138000';
const id = (name: string): string =>
  name
    .toUpperCase()
    .replaceAll(/[^0-9A-HJKMNP-TV-Z]/g, '0')
    .padStart(26, '0');

let seq = 0;
/** `days` after the cut-off; negative: before it */
function event(days: number, type: string, fields: object): LoggedEvent {
  seq += 1;
  const parsed = eventSchema.parse({
    v: 1,
    id: id(`E${seq}`),
    at: before + days * day,
    desk: 'desk-1',
    author: '林晓雯',
    line: 'main',
    number,
    type,
    data: {},
    ...fields,
  });
  return { ...parsed, seq };
}

const started = (days: number, call: string) =>
  event(days, 'call.started', {
    call: id(call),
    data: { direction: 'in', display: '', claimedName: '', sipCallId: 'a' },
  });
const ended = (days: number, call: string) =>
  event(days, 'call.ended', {
    call: id(call),
    data: { by: 'caller', outcome: 'answered', status: 200, ringMs: 1, talkMs: 1 },
  });
const note = (days: number, call: string) => event(days, 'note.set', { call: id(call), data: { text: 'x' } });
const tagged = (days: number, tag: string) =>
  event(days, 'number.tagged', { id: id(tag), data: { tag: 'loan', subtype: null } });
const withdrawn = (days: number, tag: string) => event(days, 'tag.withdrawn', { data: { tagged: id(tag) } });
const opened = (days: number, escalation: string) =>
  event(days, 'escalation.opened', {
    id: id(escalation),
    data: {
      kind: 'after',
      note: '',
      context: { display: '', place: null, risk: null, factors: [], tags: [], trail: [], outcome: null },
    },
  });
const entry = (days: number, name: string) => ({
  id: name,
  kind: 'block',
  match: { type: 'exact', number },
  vip: false,
  reason: 'x',
  author: 'x',
  createdAt: before + days * day,
  expiresAt: null,
  source: 'decision',
});
const decided = (days: number, escalation: string, more: { id: string; entry?: string; withdraws?: string[] }) =>
  event(days, 'escalation.decided', {
    id: id(more.id),
    data: {
      escalation: id(escalation),
      decision: { kind: more.entry ? 'nuisance' : 'harmless', scope: { type: 'number' }, days: null, note: '' },
      entry: more.entry === undefined ? null : entry(days, more.entry),
      withdrawnTags: (more.withdraws ?? []).map(id),
    },
  });

/** The events that go, as `type@days`. */
function gone(events: readonly LoggedEvent[], keptEntries: readonly string[] = []): string[] {
  return expiredEvents(events, before, (name) => keptEntries.includes(name)).map(
    ({ type, at }) => `${type}@${(at - before) / day}`,
  );
}

test('a call goes whole by when it began, whatever was said in it later', () => {
  const events = [started(-0.5, 'OLD'), ended(-0.4, 'OLD'), started(1, 'NEW'), note(2, 'OLD'), ended(3, 'NEW')];
  expect(gone(events)).toEqual(['call.started@-0.5', 'call.ended@-0.4', 'note.set@2']);
});

test('a call whose end is not known may still go on, for a day', () => {
  expect(gone([started(-0.5, 'A')])).toEqual([]);
  expect(gone([started(-1.5, 'A')])).toEqual(['call.started@-1.5']);
});

test('a tag stays until it has been withdrawn for long enough', () => {
  expect(gone([tagged(-300, 'T1')])).toEqual([]);
  expect(gone([tagged(-300, 'T1'), withdrawn(2, 'T1')])).toEqual([]);
  expect(gone([tagged(-300, 'T1'), withdrawn(-2, 'T1')])).toEqual(['number.tagged@-300', 'tag.withdrawn@-2']);
});

test('an escalation stays while it waits, and while its decision stands', () => {
  expect(gone([opened(-300, 'X')])).toEqual([]);
  const nuisance = [opened(-300, 'X'), decided(-299, 'X', { id: 'D', entry: 'block-1' })];
  expect(gone(nuisance, ['block-1'])).toEqual([]);
  expect(gone(nuisance)).toEqual(['escalation.opened@-300', 'escalation.decided@-299']);
  const undone = event(-298, 'escalation.undone', { data: { escalation: id('X'), decided: id('D') } });
  expect(gone([...nuisance, undone])).toEqual([]);
});

test('a decision that goes takes the tags with it that it had withdrawn, or they would come back', () => {
  const events = [tagged(-300, 'T1'), opened(-300, 'X'), decided(-299, 'X', { id: 'D', withdraws: ['T1'] })];
  expect(gone(events)).toEqual(['number.tagged@-300', 'escalation.opened@-300', 'escalation.decided@-299']);
  // one that stands can be undone, and gives them back
  const stands = [
    tagged(-300, 'T1'),
    opened(-300, 'X'),
    decided(-299, 'X', { id: 'D', entry: 'allow-1', withdraws: ['T1'] }),
  ];
  expect(gone(stands, ['allow-1'])).toEqual([]);
});

test('list entries, contacts and desks keep what is in force, and nothing older', () => {
  const set = event(-300, 'list.set', { data: entry(-300, 'E1') });
  const removed = event(-200, 'list.removed', { data: { entry: 'E1', why: '' } });
  expect(gone([set], ['E1'])).toEqual([]);
  expect(gone([set, removed])).toEqual(['list.set@-300', 'list.removed@-200']);

  const contact = (days: number) =>
    event(days, 'contact.set', {
      data: { id: 'c', name: '李雷', company: '', vip: false, numbers: [number], source: 'manual' },
    });
  expect(gone([contact(-300), contact(-200)])).toEqual(['contact.set@-300']);
  const away = event(-100, 'contact.removed', { data: { contact: 'c' } });
  expect(gone([contact(-300), away])).toEqual(['contact.set@-300', 'contact.removed@-100']);
  expect(gone([event(-300, 'number.erased', {})])).toEqual([]);
});

test('a recording stays while its file does, and goes afterwards though its call has gone before', () => {
  const call = id('CALL');
  const data = { recording: id('REC') };
  const begun = event(-90, 'recording.started', { call, data: { ...data, by: 'policy', announced: true } });
  const removed = event(-1, 'recording.removed', { call, data: { ...data, why: 'retention' } });
  const ofCall = [
    event(-90, 'call.started', { call, data: { direction: 'in', display: '', claimedName: '', sipCallId: 'a' } }),
  ];
  expect(gone([...ofCall, begun])).toEqual(['call.started@-90']);
  expect(gone([begun])).toEqual([]);
  expect(gone([begun, removed])).toEqual(['recording.started@-90', 'recording.removed@-1']);
});
