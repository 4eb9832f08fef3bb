import { describe, expect, it } from 'vitest';
import { agentStateSchema, readySince, type AgentState } from './agent-state.ts';
import { agentTransition, comesAfter, takesCalls, type AgentEvent } from './agent-transition.ts';

const run = (state: AgentState, ...events: AgentEvent[]): AgentState => events.reduce(agentTransition, state);
const ready = readySince(1000);
const over = (at: number, talked = true): AgentEvent => ({ type: 'call-over', at, talked, wrapUpMs: 20_000 });
const wish = (kind: 'ready' | 'not-ready' | 'wrap-up', at: number, inCall = false): AgentEvent => ({
  type: 'wish',
  at,
  wish: { kind },
  inCall,
  wrapUpMs: 20_000,
});
const rest = (at: number, inCall = false): AgentEvent => ({
  type: 'wish',
  at,
  wish: { kind: 'break', reason: 'meal' },
  inCall,
  wrapUpMs: 20_000,
});

describe("an agent's day", () => {
  it('is in wrap-up after a talked call, for as long as the policy says, and then ready', () => {
    const wrapUp = run(ready, over(5000));
    expect(wrapUp.now).toEqual({ mode: 'wrap-up', since: 5000, until: 25_000 });
    expect(takesCalls(wrapUp)).toBe(false);
    expect(run(wrapUp, { type: 'tick', at: 24_999 })).toBe(wrapUp);
    expect(run(wrapUp, { type: 'tick', at: 25_300 }).now).toEqual({ mode: 'ready', since: 25_000 });
  });

  it('has no wrap-up after a call that nobody talked in, nor where the policy has none', () => {
    expect(run(ready, over(5000, false))).toBe(ready);
    expect(run(ready, { type: 'call-over', at: 5000, talked: true, wrapUpMs: 0 })).toBe(ready);
  });

  it('goes on a break after the call that lives (预休息), and not before', () => {
    const inCall = run(ready, rest(2000, true));
    expect(takesCalls(inCall)).toBe(true);
    expect(comesAfter(inCall, 20_000)).toBe('break');
    expect(run(inCall, over(5000)).now).toEqual({ mode: 'break', since: 5000, reason: 'meal' });
  });

  it('is ready at once after the call when asked so, and may take it back', () => {
    expect(run(ready, wish('ready', 2000, true), over(5000)).now).toEqual({ mode: 'ready', since: 5000 });
    expect(run(ready, rest(2000, true), wish('wrap-up', 2500, true), over(5000)).now.mode).toBe('wrap-up');
  });

  it('comes back to its break after a call that rang through it', () => {
    const onBreak = run(ready, rest(2000));
    expect(run(onBreak, over(9000))).toEqual(onBreak);
    expect(comesAfter(onBreak, 20_000)).toBe('break');
  });

  it('is made not ready after calls missed in a row, and counts anew once somebody is there', () => {
    const missed = (at: number): AgentEvent => ({ type: 'missed', at, limit: 3 });
    const twice = run(ready, missed(1), missed(2));
    expect(takesCalls(twice)).toBe(true);
    expect(run(twice, missed(3)).now).toEqual({ mode: 'not-ready', since: 3, why: 'missed' });
    expect(run(twice, { type: 'present', at: 3 }, missed(4)).now.mode).toBe('ready');
    expect(run(twice, missed(3), wish('ready', 9))).toEqual(readySince(9));
    expect(run(ready, { type: 'missed', at: 1, limit: 0 })).toBe(ready);
  });

  it('wraps up without an end where it was asked for and the policy has none', () => {
    const asked = run(ready, { ...wish('wrap-up', 2000), wrapUpMs: 0 } as AgentEvent);
    expect(asked.now).toEqual({ mode: 'wrap-up', since: 2000, until: null });
    expect(run(asked, { type: 'tick', at: 9_999_999 })).toBe(asked);
  });
});

it('answers every event in every mode with a valid state', () => {
  const states = [ready, run(ready, rest(2000)), run(ready, wish('not-ready', 2000)), run(ready, over(2000))];
  const events: AgentEvent[] = [
    wish('ready', 9),
    wish('not-ready', 9, true),
    rest(9),
    over(9),
    over(9, false),
    { type: 'missed', at: 9, limit: 1 },
    { type: 'present', at: 9 },
    { type: 'tick', at: 99_999 },
  ];
  for (const state of states)
    for (const event of events)
      expect(agentStateSchema.safeParse(agentTransition(state, event)).success, JSON.stringify([state, event])).toBe(
        true,
      );
});
