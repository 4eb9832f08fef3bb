/** When the page loads itself anew for a line on another server, and when it had better not. */
import { beforeEach, expect, test } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { readySince } from '../../core/agent/agent-state.ts';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { DeskLinkState } from '../desk-link/desk-client.ts';
import { followPolicy } from './policy-reload.ts';

const address = 'wss://pbx.example:7443';
const linkState = (state: 'connecting' | 'connected') => ({ state }) as DeskLinkState;
let phone: StoreApi<PhoneSnapshot>;
let link: StoreApi<DeskLinkState>;
let note: StoreApi<{ unsaved: boolean }>;
let kept: Map<string, string>;
let now: number;
let reloads: number;

beforeEach(() => {
  phone = createStore<PhoneSnapshot>(
    () => ({ calls: [], agent: readySince(0), unsent: 0 }) as Partial<PhoneSnapshot> as PhoneSnapshot,
  );
  link = createStore<DeskLinkState>(() => linkState('connected'));
  note = createStore(() => ({ unsaved: false }));
  kept = new Map();
  now = 1_000_000;
  reloads = 0;
});

/** A page of this tab, as it is after each load. */
function load(): (refused: string) => void {
  let tell: (refused: string) => void = () => undefined;
  followPolicy({
    phone,
    link,
    unsaved: { isThere: () => note.getState().unsaved, subscribe: note.subscribe },
    onRefused: (listener) => (tell = listener),
    memory: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    now: () => now,
    reload: () => (reloads += 1),
  });
  return (refused) => tell(refused);
}

test('loads itself at once where nothing is going on, once', () => {
  const refuse = load();
  refuse(address);
  phone.setState({ unsent: 0 });
  expect(reloads).toBe(1);
});

test('waits for the end of calls, of wrap-up, of unsent events, of an unsaved note, and for the desk service', () => {
  const refuse = load();
  phone.setState({ calls: [{ id: 'a' }] as PhoneSnapshot['calls'], unsent: 1 });
  note.setState({ unsaved: true });
  link.setState(linkState('connecting'), true);
  refuse(address);
  phone.setState({ calls: [], agent: { ...readySince(0), now: { mode: 'wrap-up', since: 0, until: null } } });
  phone.setState({ agent: readySince(0) });
  phone.setState({ unsent: 0 });
  link.setState(linkState('connected'), true);
  expect(reloads).toBe(0);
  link.setState(linkState('connecting'), true);
  note.setState({ unsaved: false });
  expect(reloads).toBe(0);
  link.setState(linkState('connected'), true);
  expect(reloads).toBe(1);
});

test('gives up where the fresh page is refused the same server, but follows to yet another one, and later again', () => {
  load()(address);
  now += 1_000;
  const refuse = load();
  refuse(address);
  expect(reloads).toBe(1);
  refuse('wss://second.example');
  expect(reloads).toBe(2);
  now += 60_000;
  load()('wss://second.example');
  expect(reloads).toBe(3);
});
