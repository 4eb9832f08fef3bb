import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LineHold as Hold } from '../../core/contract/session.ts';
import { systemClock } from './clock.ts';
import { LineHold } from './line-hold.ts';
import { Feed } from './test-support/sample.ts';

const registration = { hotline: '400' } as Extract<Hold, { state: 'held' }>['registration'];

class Desk {
  owner: string | null = null;
  isDown = false;
  asked: boolean[] = [];
  resumed: boolean[] = [];
  feed = new Feed<Hold>();
  holdLine({ force, resumes }: { force: boolean; resumes: boolean }): Promise<AsyncIterable<Hold>> {
    this.asked.push(force);
    this.resumed.push(resumes);
    if (this.isDown) return Promise.reject(new Error('down'));
    if (this.owner !== null && !force)
      return Promise.reject(Object.assign(new Error('conflict'), { code: 'CONFLICT', data: { detail: this.owner } }));
    this.owner = null;
    this.feed = new Feed<Hold>();
    this.feed.push({ state: 'held', registration });
    return Promise.resolve(this.feed);
  }
}

let desk: Desk;
let seen: string[];
let hold: LineHold;
let isInCall: boolean;
beforeEach(() => {
  vi.useFakeTimers();
  desk = new Desk();
  seen = [];
  isInCall = false;
  hold = new LineHold({
    desk,
    clock: systemClock,
    random: () => 0.5,
    holder: 'me',
    title: 'tab',
    isInCall: () => isInCall,
    onHeld: () => seen.push('held'),
    onElsewhere: (by) => seen.push(`elsewhere ${by}`),
    onNoDesk: () => seen.push('no desk'),
  });
});
afterEach(() => {
  hold.stop();
  vi.useRealTimers();
});

describe('the line among tabs', () => {
  it('is asked for again as one that is in a call, where it is', async () => {
    hold.start();
    await vi.advanceTimersByTimeAsync(1);
    isInCall = true;
    desk.feed.end();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(desk.resumed).toEqual([false, true]);
  });

  it('is held, and every new registration is told', async () => {
    hold.start();
    await vi.advanceTimersByTimeAsync(1);
    desk.feed.push({ state: 'held', registration });
    await vi.advanceTimersByTimeAsync(1);
    expect(seen).toEqual(['held', 'held']);
  });

  it('of another tab is said to be elsewhere, and found free when that tab closes', async () => {
    desk.owner = 'other';
    hold.start();
    await vi.advanceTimersByTimeAsync(1);
    expect(seen).toEqual(['elsewhere other']);
    desk.owner = null;
    await vi.advanceTimersByTimeAsync(5000);
    expect(seen).toEqual(['elsewhere other', 'held']);
    expect(desk.asked).toEqual([false, false]);
  });

  it('can be taken over at once, by force only that one time', async () => {
    desk.owner = 'other';
    hold.start();
    await vi.advanceTimersByTimeAsync(1);
    hold.take();
    await vi.advanceTimersByTimeAsync(1);
    expect(seen.at(-1)).toBe('held');
    desk.feed.push({ state: 'taken', by: 'other' });
    desk.owner = 'other';
    await vi.advanceTimersByTimeAsync(20_000);
    expect(desk.asked.filter((force) => force)).toHaveLength(1);
    expect(seen.at(-1)).toBe('elsewhere other');
  });

  it('is asked for again when the desk service died, with back-off, and never by force', async () => {
    hold.start();
    await vi.advanceTimersByTimeAsync(1);
    desk.isDown = true;
    desk.feed.end();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(desk.asked.length).toBeGreaterThan(8);
    expect(desk.asked.length).toBeLessThan(30);
    desk.isDown = false;
    await vi.advanceTimersByTimeAsync(6000);
    expect(seen.at(-1)).toBe('held');
    expect(desk.asked).not.toContain(true);
  });
});
