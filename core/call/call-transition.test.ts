import { describe, expect, it } from 'vitest';
import { callStateSchema, type CallState } from './call-state.ts';
import { transition, type CallEvent } from './call-transition.ts';

function run(start: CallState, ...events: CallEvent[]): CallState {
  return events.reduce((state, event) => {
    const next = transition(state, event);
    if (!next.ok) throw new Error(`${event.type} in ${state.state}`);
    return next.state;
  }, start);
}
const screening: CallState = { state: 'screening', since: 1000 };
const dialling: CallState = { state: 'dialling', since: 1000, far: 'calling' };

describe('a call that comes in', () => {
  it('rings, is answered, talks, is held and resumed, and ends by the caller', () => {
    const ended = run(
      screening,
      { type: 'ring', at: 1100 },
      { type: 'answer', at: 4100 },
      { type: 'establish', at: 4102 },
      { type: 'hold', at: 5000, held: true },
      { type: 'hold', at: 6000, held: false },
      { type: 'end', at: 14_102, by: 'caller', status: null },
    );
    expect(ended).toEqual({
      state: 'ended',
      since: 14_102,
      by: 'caller',
      outcome: 'answered',
      status: null,
      rangFor: 3000,
      talkedFor: 10_000,
    });
  });

  it.each([
    ['caller', null, 'missed'],
    ['elsewhere', null, 'answered-elsewhere'],
    ['agent', 486, 'declined'],
    ['agent', 607, 'rejected'],
    ['network', 480, 'missed'],
    ['network', 488, 'failed'],
  ] as const)('ended while ringing by %s with %s counts as %s', (by, status, outcome) => {
    const ended = run(screening, { type: 'ring', at: 1500 }, { type: 'end', at: 2500, by, status });
    expect(ended).toMatchObject({ state: 'ended', outcome, rangFor: 1000, talkedFor: 0 });
  });

  it('that screening rejects never rang', () => {
    expect(run(screening, { type: 'end', at: 1010, by: 'screening', status: 608 })).toMatchObject({
      outcome: 'blocked',
      status: 608,
      rangFor: 0,
    });
  });
});

describe('a call that goes out', () => {
  it('rings at the far end, which may send sound of its own and keeps it', () => {
    expect(run(dialling, { type: 'far-rings', at: 1200 })).toMatchObject({ state: 'dialling', far: 'ringing' });
    const heard = run(dialling, { type: 'far-rings', at: 1200 }, { type: 'early-media', at: 1500 });
    expect(heard).toMatchObject({ far: 'early-media' });
    expect(run(heard, { type: 'far-rings', at: 1600 })).toMatchObject({ far: 'early-media', since: 1000 });
  });

  it('is answered after early media', () => {
    const live = run(dialling, { type: 'early-media', at: 1500 }, { type: 'establish', at: 3000 });
    expect(live).toEqual({ state: 'live', since: 3000, rangFor: 2000, held: false });
  });

  it.each([
    [486, 'declined'],
    [480, 'missed'],
    [404, 'failed'],
    [503, 'failed'],
  ] as const)('refused with %s counts as %s', (status, outcome) => {
    expect(run(dialling, { type: 'end', at: 2000, by: 'caller', status })).toMatchObject({ outcome });
  });
});

describe('the table', () => {
  const states: CallState[] = [
    screening,
    { state: 'ringing', since: 1 },
    dialling,
    { state: 'answering', since: 1, rangFor: 1 },
    { state: 'live', since: 1, rangFor: 1, held: false },
    run(screening, { type: 'end', at: 2000, by: 'caller', status: null }),
  ];
  const events: CallEvent[] = [
    { type: 'ring', at: 9 },
    { type: 'answer', at: 9 },
    { type: 'establish', at: 9 },
    { type: 'far-rings', at: 9 },
    { type: 'early-media', at: 9 },
    { type: 'hold', at: 9, held: true },
    { type: 'end', at: 9, by: 'network', status: 500 },
  ];

  it('answers every event in every state with a valid state or an error, and never leaves "ended"', () => {
    for (const state of states)
      for (const event of events) {
        const next = transition(state, event);
        if (next.ok) expect(callStateSchema.safeParse(next.state).success).toBe(true);
        else expect(next).toEqual({ ok: false, code: 'wrong-state', from: state.state, event: event.type });
        if (state.state === 'ended') expect(next.ok).toBe(false);
        else if (event.type === 'end') expect(next.ok).toBe(true);
      }
  });

  it('refuses to answer what does not ring, and to hold what is not live', () => {
    expect(transition(screening, { type: 'answer', at: 1 }).ok).toBe(false);
    expect(transition(dialling, { type: 'answer', at: 1 }).ok).toBe(false);
    expect(transition({ state: 'ringing', since: 1 }, { type: 'hold', at: 1, held: true }).ok).toBe(false);
  });

  it('gives no negative duration when the clock was set back', () => {
    expect(run({ state: 'ringing', since: 5000 }, { type: 'end', at: 1000, by: 'caller', status: null })).toMatchObject(
      {
        rangFor: 0,
      },
    );
  });
});
