/** What moves the risk, and by how much. */
import { describe, expect, it } from 'vitest';
import type { ContactName } from '../call/caller-card.ts';
import { bandOf } from './risk.ts';
import { now, day, hour, tagged, past, history, judged, score, short, rings } from './test-support/judging.ts';

describe('the risk', () => {
  it('counts each person once a number, with their latest word', () => {
    const one = score({ tags: [tagged('sales', 'Li')] });
    expect(one).toBe(65);
    expect(score({ tags: [tagged('sales', 'Li'), tagged('sales', 'Li', now - 2 * hour)] })).toBe(one);
    expect(score({ tags: [tagged('sales', 'Li'), tagged('sales', 'Wu')] })).toBe(85);
    expect(score({ tags: [tagged('fraud', 'Li', now - 2 * hour), tagged('customer', 'Li')] })).toBe(15);
    expect(score({ tags: [tagged('sales', 'Li'), tagged('wrong-number', 'Li', now)] })).toBe(65);
  });

  it('lets a tag weigh half after 14 days', () => {
    expect(score({ tags: [tagged('sales', 'Li', now - 14 * day)] })).toBe(55);
    expect(score({ tags: [tagged('sales', 'Li', now - 200 * day)] })).toBe(45);
  });

  it('counts short calls from the third in 24 hours, and missed ones only where they rang once', () => {
    expect(score(history(short(now - hour), short(now - 2 * hour)))).toBe(45);
    expect(score(history(short(now - hour), rings(now - 2 * hour, 1500), short(now - 3 * hour)))).toBe(55);
    expect(score(history(rings(now - 1), rings(now - 2), rings(now - 3), rings(now - 4, 25_000)))).toBe(45);
    expect(score(history(short(now - hour), short(now - 2 * hour), short(now - 25 * hour)))).toBe(45);
  });

  it('lowers for contacts, customers, long conversations and people we called', () => {
    const contact: ContactName = { id: 'c', name: '王丽', company: '', vip: false };
    expect(judged({ contact })).toMatchObject({
      risk: { score: 15, band: 'trusted' },
      factors: [{ id: 'contact', weight: -30, params: { name: '王丽' } }],
    });
    expect(score({ contact: { ...contact, vip: true } })).toBe(5);
    expect(score({ tags: [tagged('customer', 'Li')] })).toBe(15);
    expect(score(history(past({ at: now, talkMs: 61_000 })))).toBe(33);
    expect(score(history(past({ at: now, direction: 'out', outcome: 'missed', talkMs: 0 })))).toBe(30);
    expect(score({ ...history(past({ at: now - day, talkMs: 61_000 })), tags: [tagged('prank', 'Li')] })).toBe(57);
    expect(score({}, '801')).toBe(0);
  });

  it('has its bands at 16, 50 and 80', () => {
    expect([0, 15, 16, 49, 50, 79, 80, 100].map(bandOf)).toEqual([
      'trusted',
      'trusted',
      'normal',
      'normal',
      'suspect',
      'suspect',
      'nuisance',
      'nuisance',
    ]);
  });
});
