import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { phoneSnapshotSchema, type PhoneSnapshot } from '../../core/contract/phone.ts';
import { eventSchema } from '../../core/event/event.ts';
import { sampleSnapshot } from '../state/test-support/phone-sample.ts';
import { CallBook } from './call-book.ts';
import { systemClock } from './clock.ts';
import type { CallFact } from './event-queue.ts';
import { sampleCard } from './test-support/sample.ts';

const id = '01JD000000000000000000000A';
let facts: CallFact[];
let forgotten: string[];
let changes: number;
let book: CallBook;
let snapshot: () => PhoneSnapshot;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  facts = [];
  forgotten = [];
  const store = createStore<PhoneSnapshot>(() => sampleSnapshot());
  snapshot = () => store.getState();
  store.subscribe(() => (changes += 1));
  book = new CallBook({
    store,
    clock: systemClock,
    onFact: (fact) => facts.push(fact),
    onForgotten: (call) => forgotten.push(call),
  });
});
afterEach(() => void vi.useRealTimers());

const open = (call = id): void =>
  book.open({
    id: call,
    direction: 'in',
    line: 'main',
    display: '138',
    claimedName: 'Bob',
    sipCallId: 'x'.repeat(400),
  });

describe('the book of calls', () => {
  it('writes what happened as valid events, each once and in order', () => {
    open();
    book.apply(id, { type: 'ring', at: Date.now() });
    book.apply(id, { type: 'answer', at: Date.now() + 2000 });
    book.apply(id, { type: 'establish', at: Date.now() + 2001 });
    book.apply(id, { type: 'hold', at: Date.now() + 3000, held: true });
    book.apply(id, { type: 'hold', at: Date.now() + 4000, held: false });
    book.apply(id, { type: 'end', at: Date.now() + 9001, by: 'agent', status: null });
    book.apply(id, { type: 'end', at: Date.now() + 9999, by: 'caller', status: null });
    expect(facts.map(({ type }) => type)).toEqual(['call.started', 'call.answered', 'call.ended']);
    expect(facts[1]).toMatchObject({ data: { ringMs: 2000 } });
    expect(facts[2]).toMatchObject({ data: { by: 'agent', outcome: 'answered', ringMs: 2000, talkMs: 7000 } });
    for (const fact of facts)
      expect(eventSchema.safeParse({ ...fact, desk: 'd', author: 'a', number: '+86138' }).error).toBeUndefined();
    expect(phoneSnapshotSchema.safeParse(snapshot()).error).toBeUndefined();
  });

  it('tells nobody of the end of five seconds of a call that made room for newer ones before', () => {
    for (let n = 0; n < 60; n += 1) {
      const call = `${id.slice(0, -2)}${n + 10}`;
      open(call);
      book.apply(call, { type: 'end', at: Date.now(), by: 'screening', status: 608 });
    }
    expect(book.calls).toHaveLength(20);
    changes = 0;
    vi.advanceTimersByTime(6000);
    expect(changes).toBe(20);
    expect(forgotten).toHaveLength(60);
    book.change(id, { muted: true });
    expect(changes).toBe(20);
    expect(snapshot().calls).toEqual([]);
  });

  it('keeps an ended call for five seconds, without what no longer holds', () => {
    open();
    book.change(id, { trouble: 'one-way', hearing: true });
    book.apply(id, { type: 'end', at: Date.now(), by: 'caller', status: null });
    expect(book.get(id)).toMatchObject({ trouble: null, hearing: false, call: { outcome: 'missed' } });
    vi.advanceTimersByTime(4999);
    expect(book.calls).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(book.calls).toHaveLength(0);
    expect(forgotten).toEqual([id]);
  });

  it('remembers the score before a card changed', () => {
    open();
    book.setCard(id, sampleCard('+86138'));
    expect(book.get(id)).toMatchObject({ number: '+86138', previousScore: null });
    book.setCard(id, sampleCard('+86138', { risk: { score: 72, band: 'suspect' } }));
    expect(book.get(id)?.previousScore).toBe(45);
    book.setCard(id, sampleCard('+86138', { risk: { score: 72, band: 'suspect' } }));
    expect(book.get(id)?.previousScore).toBe(45);
  });

  it('never shows more than twenty ended calls, and every living one', () => {
    open('01JD00000000000000000000ZZ');
    for (let n = 0; n < 100; n += 1) {
      const call = `01JD0000000000000000000${String(n).padStart(3, '0')}`;
      open(call);
      book.apply(call, { type: 'end', at: Date.now(), by: 'screening', status: 608 });
    }
    expect(book.calls).toHaveLength(21);
    expect(book.living).toHaveLength(1);
    expect(facts).toHaveLength(201);
  });
});
