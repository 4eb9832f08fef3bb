import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { ScreenInput } from '../../core/contract/calls.ts';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { Change } from '../../core/contract/session.ts';
import { sampleSnapshot } from '../state/test-support/phone-sample.ts';
import { CallBook } from './call-book.ts';
import { Cards } from './cards.ts';
import { systemClock } from './clock.ts';
import { Feed, sampleCard } from './test-support/sample.ts';

class Desk {
  isDown = false;
  screened = 0;
  read = 0;
  feed = new Feed<Change>();
  changes(): Promise<AsyncIterable<Change>> {
    if (this.isDown) return Promise.reject(new Error('down'));
    this.feed = new Feed<Change>();
    return Promise.resolve(this.feed);
  }
  screen({ fromUser }: ScreenInput): Promise<CallerCard> {
    if (this.isDown) return Promise.reject(new Error('down'));
    this.screened += 1;
    return Promise.resolve(sampleCard(fromUser));
  }
  card({ number }: { number: string }): Promise<CallerCard> {
    this.read += 1;
    return Promise.resolve(sampleCard(number, { risk: { score: 90, band: 'nuisance' } }));
  }
}

const id = '01JD000000000000000000000A';
const input: ScreenInput = {
  call: id,
  direction: 'in',
  fromUser: '+86138',
  fromName: '',
  assertedUser: null,
  assertedName: null,
  verstat: null,
};
let desk: Desk;
let book: CallBook;
let cards: Cards;
beforeEach(() => {
  vi.useFakeTimers();
  desk = new Desk();
  book = new CallBook({
    store: createStore<PhoneSnapshot>(() => sampleSnapshot()),
    clock: systemClock,
    onFact: () => undefined,
    onForgotten: () => undefined,
  });
  book.open({ id, direction: 'in', line: 'main', display: '', claimedName: '', sipCallId: '' });
  cards = new Cards({
    desk,
    book,
    clock: systemClock,
    random: () => 0.5,
    onDesk: () => undefined,
    onSettings: () => undefined,
    onNetwork: () => undefined,
    log: () => undefined,
  });
});
afterEach(() => {
  cards.stop();
  vi.useRealTimers();
});

describe('cards', () => {
  it('are asked for once, however many want to know', async () => {
    const all = await Promise.all([
      cards.screen(input),
      cards.screen(input),
      cards.screen(input).then(() => cards.numberOf(id)),
    ]);
    expect(all[2]).toBe('+86138');
    expect(desk.screened).toBe(1);
  });

  it('change in place when something about the number changes, and only then', async () => {
    cards.start();
    book.setCard(id, await cards.screen(input));
    await vi.advanceTimersByTimeAsync(1);
    desk.feed.push({ topic: 'tags', numbers: ['+86139'], seq: 1 });
    desk.feed.push({ topic: 'calls', numbers: ['+86138'], seq: 2 });
    await vi.advanceTimersByTimeAsync(1);
    expect(book.get(id)?.card?.verdict.risk.score).toBe(45);
    desk.feed.push({ topic: 'lists', numbers: [], seq: 3 });
    await vi.advanceTimersByTimeAsync(1);
    expect(book.get(id)?.card?.verdict.risk.score).toBe(90);
  });

  it('that could not be had come as soon as the desk service is back', async () => {
    desk.isDown = true;
    cards.start();
    await expect(cards.screen(input)).rejects.toThrow('down');
    await expect(cards.numberOf(id)).rejects.toThrow('down');
    desk.isDown = false;
    await vi.advanceTimersByTimeAsync(6000);
    expect(book.get(id)).toMatchObject({ number: '+86138' });
    expect(desk.screened).toBe(1);
  });

  it('of calls that are long over are let go in a flood while the desk service is away; those of living calls are not', async () => {
    desk.isDown = true;
    const ask = (call: string): Promise<void> =>
      cards.screen({ ...input, call }).then(
        () => undefined,
        () => undefined,
      );
    await ask(id);
    for (let n = 0; n < 5_500; n += 1) void ask(`call ${n}`);
    await vi.advanceTimersByTimeAsync(10);
    expect(cards.known(id)).not.toBeNull();
    const kept = Array.from({ length: 5_500 }, (_, n) => n).filter((n) => cards.known(`call ${n}`) !== null);
    expect(kept).toHaveLength(4_999);
    expect(kept[0]).toBe(501);
  });
});
