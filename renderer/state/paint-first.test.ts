import { describe, expect, it } from 'vitest';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { PhoneView } from '../app/services.ts';
import { callers, callOf, live, ringing, snapshotOf } from '../gallery/fixtures.ts';
import { paintFirst } from './paint-first.ts';

function phoneWith(first: PhoneSnapshot) {
  let snapshot = first;
  const listeners = new Set<() => void>();
  const later: (() => void)[] = [];
  const raw: PhoneView = {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: () => Promise.resolve(),
  };
  const view = paintFirst(raw, (run) => later.push(run));
  let told = 0;
  view.subscribe(() => (told += 1));
  return {
    view,
    told: () => told,
    show(next: PhoneSnapshot) {
      snapshot = next;
      for (const listener of listeners) listener();
    },
    paint() {
      for (const run of later.splice(0)) run();
    },
  };
}

describe('React waits for the card', () => {
  it('hears of a new ringing call only after the frame', () => {
    const phone = phoneWith(snapshotOf([]));
    phone.show(snapshotOf([callOf('a', callers.suspect, ringing)]));
    expect(phone.told()).toBe(0);
    expect(phone.view.getSnapshot()?.calls).toEqual([]);
    phone.paint();
    expect(phone.told()).toBe(1);
    expect(phone.view.getSnapshot()?.calls[0]?.id).toBe('a');
  });

  it('hears of everything else at once', () => {
    const phone = phoneWith(snapshotOf([callOf('a', callers.suspect, ringing)]));
    phone.show(snapshotOf([callOf('a', callers.suspect, ringing, { muted: true })]));
    expect(phone.told()).toBe(1);
    const idle = phoneWith(snapshotOf([]));
    idle.show(snapshotOf([callOf('b', callers.normal, live())]));
    expect(idle.told()).toBe(1);
  });

  it('gets the newest of what came meanwhile, once', () => {
    const phone = phoneWith(snapshotOf([]));
    phone.show(snapshotOf([callOf('a', null, ringing)]));
    phone.show(snapshotOf([callOf('a', callers.suspect, ringing)]));
    phone.paint();
    expect(phone.told()).toBe(1);
    expect(phone.view.getSnapshot()?.calls[0]?.card?.verdict.risk.score).toBe(72);
  });
});
