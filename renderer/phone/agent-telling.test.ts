import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AgentMode } from '../../core/agent/agent-state.ts';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import { tellPbxSchema, type TellPbx } from '../../core/settings/tell-pbx.ts';
import { sampleSnapshot } from '../state/test-support/phone-sample.ts';
import { AgentTelling, codeOf } from './agent-telling.ts';
import { systemClock } from './clock.ts';

const codes = tellPbxSchema.parse({ by: 'codes', ready: '*45', notReady: '*46', breaks: { meal: '*47' } });
const ready: AgentMode = { mode: 'ready', since: 0 };
const away: AgentMode = { mode: 'not-ready', since: 1, why: 'agent' };
const meal: AgentMode = { mode: 'break', since: 2, reason: 'meal' };
const wrapUp: AgentMode = { mode: 'wrap-up', since: 3, until: null };

let store: StoreApi<PhoneSnapshot>;
let policy: TellPbx;
let told: string[];
let isRefused: boolean;
let keptFor: number;
let telling: AgentTelling;
const flush = () => vi.advanceTimersByTimeAsync(0);
const become = (now: AgentMode): void => store.setState(({ agent }) => ({ agent: { ...agent, now } }));
const line = (state: 'registered' | 'retrying'): void =>
  store.setState({
    line:
      state === 'registered'
        ? { state, since: 0, server: 'wss://x', proof: 'pending', provedAt: null }
        : { state, since: 0, attempt: 1, nextAt: 0, trouble: 'lost-connection', detail: '' },
  });

beforeEach(() => {
  vi.useFakeTimers();
  store = createStore<PhoneSnapshot>(() => ({
    ...sampleSnapshot(),
    lineKind: 'main',
    line: { state: 'connecting', since: 0 },
  }));
  become(ready);
  policy = codes;
  told = [];
  isRefused = false;
  keptFor = 3_600;
  const take = (what: string): Promise<void> => {
    told.push(what);
    return isRefused ? Promise.reject(new Error('404')) : Promise.resolve();
  };
  telling = new AgentTelling({
    store,
    clock: systemClock,
    random: () => 0.5,
    policy: () => policy,
    callCode: take,
    publish: (mode) => take(mode.mode).then(() => keptFor),
    log: () => undefined,
  });
});
afterEach(() => {
  telling.stop();
  vi.useRealTimers();
});

it('is told once the line is up, and each change after that; not what the PBX knows already', async () => {
  await flush();
  expect(told).toEqual([]);
  line('registered');
  await flush();
  become(away);
  await flush();
  become(meal);
  await flush();
  become(wrapUp);
  await flush();
  become(meal);
  await flush();
  // wrap-up has no code here: the PBX was not told, and still knows the meal
  expect(told).toEqual(['*45', '*46', '*47']);
  expect(store.getState().pbxTold).toBe('told');
});

it('refused: said, tried again with back-off, and given up for what the agent chooses next', async () => {
  isRefused = true;
  line('registered');
  await flush();
  expect(store.getState().pbxTold).toBe('failed');
  await vi.advanceTimersByTimeAsync(4_000);
  expect(told).toEqual(['*45', '*45']);
  isRefused = false;
  become(away);
  await flush();
  expect(told).toEqual(['*45', '*45', '*46']);
  expect(store.getState().pbxTold).toBe('told');
  await vi.advanceTimersByTimeAsync(600_000);
  expect(told).toHaveLength(3);
});

it('presence is told anew after each registration and before it runs out; a code is not', async () => {
  policy = { by: 'publish' };
  line('registered');
  await flush();
  line('retrying');
  line('registered');
  await flush();
  expect(told).toEqual(['ready', 'ready']);
  await vi.advanceTimersByTimeAsync(1_800_000);
  expect(told).toHaveLength(3);
  // half of what the PBX grants from now on
  keptFor = 600;
  await vi.advanceTimersByTimeAsync(1_800_000);
  expect(told).toHaveLength(4);
  await vi.advanceTimersByTimeAsync(299_999);
  expect(told).toHaveLength(4);
  await vi.advanceTimersByTimeAsync(1);
  expect(told).toHaveLength(5);

  policy = codes;
  telling.look();
  await flush();
  line('retrying');
  line('registered');
  await flush();
  expect(told.slice(5)).toEqual(['*45']);
});

it('nobody is told: on the practice line, and without a policy', async () => {
  store.setState({ lineKind: 'practice' });
  line('registered');
  await flush();
  store.setState({ lineKind: 'main' });
  policy = { by: 'nobody' };
  become(away);
  await flush();
  expect(told).toEqual([]);
  expect(store.getState().pbxTold).toBe('off');
});

it.each([
  [ready, '*45'],
  [away, '*46'],
  [meal, '*47'],
  [{ mode: 'break', since: 0, reason: 'rest' }, '*46'],
  [wrapUp, null],
] as const)('%j is %j', (mode, code) => {
  if (codes.by !== 'codes') throw new Error('not codes');
  expect(codeOf(mode, codes)).toBe(code);
});
