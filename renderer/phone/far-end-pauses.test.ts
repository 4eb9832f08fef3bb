import { describe, expect, it } from 'vitest';
import { FarEndPauses } from './far-end-pauses.ts';
import { MediaJudge, type MediaTrouble } from './media-watch.ts';

interface Saying {
  readonly sent?: number | null;
}

/** A call that is looked at every 250 ms, 12 packets between two looks. */
function stage(isAgreed = false) {
  let now = 0;
  let received = 0;
  let lost = 0;
  let report: { stream: string; at: number; sent: number | null } | null = null;
  const pauses = new FarEndPauses(0, () => isAgreed);
  const judge = new MediaJudge(0, pauses);
  let trouble: MediaTrouble = null;
  let suspectedAt: number | null = null;
  let troubledAt: number | null = null;
  const look = (): void => {
    now += 250;
    pauses.look({ received, heard: { stream: '1', lost }, report }, now);
    trouble = judge.look({ received, sent: now }, now);
    if (judge.isSuspect(now)) suspectedAt ??= now;
    if (trouble !== null) troubledAt ??= now;
  };
  return {
    speak: (ms: number, lostBefore = 0): void => {
      lost += lostBefore;
      for (let at = 0; at < ms; at += 250) {
        received += 12;
        look();
      }
      suspectedAt = troubledAt = null;
    },
    hold: (ms: number): void => {
      for (let at = 0; at < ms; at += 250) {
        look();
        pauses.reset(now);
        judge.reset(now);
      }
    },
    /** every `reportEveryMs` a report comes; without it, none */
    pause: (ms: number, reportEveryMs = Number.POSITIVE_INFINITY, { sent = received }: Saying = {}) => {
      const from = now;
      for (let at = 250; at <= ms; at += 250) {
        if (at % reportEveryMs === 0) report = { stream: 'far', at: now, sent };
        look();
      }
      const since = (at: number | null): number | null => (at === null ? null : at - from);
      return { suspected: since(suspectedAt), said: since(troubledAt), trouble };
    },
  };
}

describe('a far end that falls silent', () => {
  it('is broken after 2.5 s where nothing speaks for a pause, whatever it reports', () => {
    for (const every of [Number.POSITIVE_INFINITY, 1000]) {
      const call = stage();
      call.speak(5000);
      expect(call.pause(6000, every)).toMatchObject({ suspected: 1750, said: 2750, trouble: 'one-way' });
    }
  });

  it('that may pause by what was agreed is broken all the same within 5 s where nothing at all comes', () => {
    const call = stage(true);
    call.speak(5000);
    expect(call.pause(6000)).toMatchObject({ suspected: 3250, said: 4250, trouble: 'one-way' });
  });

  it('that may pause by what was agreed is alive while it says that it sent no more', () => {
    const call = stage(true);
    call.speak(5000);
    expect(call.pause(60_000, 2000)).toEqual({ suspected: null, said: null, trouble: null });
  });

  it('is broken where it says that it sent more than came, or only what it receives', () => {
    const call = stage(true);
    call.speak(5000);
    call.pause(1000, 1000);
    call.speak(5000);
    expect(call.pause(6000, 2000, { sent: 10_000 })).toMatchObject({ said: 4250 });
    const other = stage(true);
    other.speak(5000);
    expect(other.pause(6000, 1000, { sent: null })).toMatchObject({ said: 4250 });
  });

  it('is known after two pauses that lost nothing: then any report says that the path is alive, until they stop', () => {
    const call = stage();
    for (let n = 0; n < 2; n += 1) {
      call.speak(5000);
      call.pause(1500);
    }
    call.speak(5000);
    expect(call.pause(30_000, 2500, { sent: null })).toEqual({ suspected: null, said: null, trouble: null });
    // 8 s after the last report
    expect(call.pause(20_000)).toMatchObject({ said: 8250, trouble: 'one-way' });
    call.speak(5000);
    expect(call.pause(6000)).toMatchObject({ said: 4250 });
  });

  it('is not known by holds, however long it takes to speak after them', () => {
    const call = stage();
    for (let n = 0; n < 4; n += 1) {
      call.speak(5000);
      call.hold(3000);
      call.pause(2000);
    }
    call.speak(5000);
    expect(call.pause(6000, 1000)).toMatchObject({ said: 2750 });
  });

  it('is not known by silences that lost packets: that was the path', () => {
    const call = stage();
    for (let n = 0; n < 4; n += 1) {
      call.speak(5000, 75);
      call.pause(1500);
    }
    call.speak(5000, 75);
    expect(call.pause(6000, 1000)).toMatchObject({ said: 2750 });
  });
});
