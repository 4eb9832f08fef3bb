import { afterEach, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { AgentState } from '../../core/agent/agent-state.ts';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import { policySchema } from '../../core/settings/settings.ts';
import { sampleSnapshot } from '../state/test-support/phone-sample.ts';
import { AgentDuty } from './agent-duty.ts';
import { systemClock } from './clock.ts';
import { sampleCard } from './test-support/sample.ts';

let duty: AgentDuty;
afterEach(() => duty.stop());

function onDuty(kept: AgentState | null = null) {
  const desk = {
    isThere: true,
    states: [] as AgentState[],
    policy: () => Promise.resolve(policySchema.parse({ vipRingsWhenNotReady: true })),
    agentState: () => Promise.resolve(kept),
    keepAgentState({ state }: { state: AgentState }) {
      if (!desk.isThere) return Promise.reject(new Error('away'));
      desk.states.push(state);
      return Promise.resolve();
    },
  };
  const store = createStore<PhoneSnapshot>(() => sampleSnapshot({ lineKind: 'main' }));
  duty = new AgentDuty({ desk, store, clock: systemClock, random: () => 0.5, log: () => undefined });
  return { desk, store };
}
const settle = (ms = 20): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

it('works without the desk service, and has the newest state kept once that is back', async () => {
  const { desk } = onDuty();
  desk.isThere = false;
  duty.wish({ kind: 'break', reason: 'meal' });
  duty.wish({ kind: 'not-ready' });
  expect(duty.state.now.mode).toBe('not-ready');
  await settle();
  desk.isThere = true;
  await duty.learnPolicy();
  await settle();
  expect(desk.states.map(({ now }) => now.mode)).toEqual(['not-ready']);
});

it('comes back as it was, but a wrap-up whose time is up is over, and a choice made meanwhile stands', async () => {
  onDuty({ now: { mode: 'wrap-up', since: 1, until: 2 }, next: { kind: 'ready' }, missed: 0 });
  await duty.restore();
  expect(duty.state).toMatchObject({ now: { mode: 'ready' }, next: null });
  const asked = duty.restore();
  duty.wish({ kind: 'not-ready' });
  await asked;
  expect(duty.state.now.mode).toBe('not-ready');
});

it('lets only allow-listed and VIP callers ring at a desk that is not ready; on the practice line everybody', () => {
  const { store } = onDuty();
  const stranger = sampleCard('+8613800138000');
  expect(duty.mayRing(null)).toBe(true);
  duty.wish({ kind: 'not-ready' });
  expect(duty.mayRing(null)).toBe(false);
  expect(duty.mayRing(stranger)).toBe(false);
  expect(duty.mayRing(sampleCard('+8613800138000', { action: 'vip' }))).toBe(true);
  store.setState({ lineKind: 'practice' });
  expect(duty.mayRing(stranger)).toBe(true);
});
