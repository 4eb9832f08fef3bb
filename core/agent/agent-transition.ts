/**
 * What may happen to an agent's state in which mode, and what becomes of it: the table behind the diagram in agent-state.ts.
 * Pure and total: an event that means nothing in a mode leaves the state as it is.
 */
import type { AgentMode, AgentState, AgentWish } from './agent-state.ts';

/** `at` is ms since the epoch; `wrapUpMs` is the policy's, 0 = there is no wrap-up by itself. */
export type AgentEvent =
  /** the agent chose; in a call it is what comes after */
  | {
      readonly type: 'wish';
      readonly at: number;
      readonly wish: AgentWish;
      readonly inCall: boolean;
      readonly wrapUpMs: number;
    }
  /** the last call is over; `talked`: it had been live */
  | { readonly type: 'call-over'; readonly at: number; readonly talked: boolean; readonly wrapUpMs: number }
  /** a call rang long enough to be answered, and the caller gave up; `limit` 0 = never counted */
  | { readonly type: 'missed'; readonly at: number; readonly limit: number }
  /** answered, declined, dialled: somebody is there */
  | { readonly type: 'present'; readonly at: number }
  /** time went by */
  | { readonly type: 'tick'; readonly at: number };

export type AgentEventType = AgentEvent['type'];
type Name = AgentMode['mode'];
type Cell<E extends AgentEventType> = (state: AgentState, event: Extract<AgentEvent, { type: E }>) => AgentState;
type Row = { readonly [E in AgentEventType]?: Cell<E> };

const wish: Cell<'wish'> = (state, event) =>
  event.inCall ? { ...state, next: event.wish, missed: 0 } : become(event.wish, event.at, event.wrapUpMs);

/** Somebody on a break or not ready who took a call all the same goes back to it, unless they asked for something else. */
const backToIt: Cell<'call-over'> = (state, event) =>
  state.next === null ? state : become(state.next, event.at, event.wrapUpMs);

const afterCall: Cell<'call-over'> = (state, event) => {
  if (state.next !== null) return become(state.next, event.at, event.wrapUpMs);
  return event.talked && event.wrapUpMs > 0 ? become({ kind: 'wrap-up' }, event.at, event.wrapUpMs) : state;
};

const present: Cell<'present'> = (state) => (state.missed === 0 ? state : { ...state, missed: 0 });

const table: { readonly [N in Name]: Row } = {
  ready: {
    wish,
    present,
    'call-over': afterCall,
    missed: (state, { at, limit }) => {
      const missed = state.missed + 1;
      if (limit === 0) return state;
      return missed < limit ? { ...state, missed } : { ...state, missed, now: notReady(at, 'missed') };
    },
  },
  'wrap-up': {
    wish,
    present,
    'call-over': afterCall,
    tick: (state, { at }) =>
      state.now.mode === 'wrap-up' && state.now.until !== null && state.now.until <= at
        ? { ...state, now: { mode: 'ready', since: state.now.until } }
        : state,
  },
  break: { wish, present, 'call-over': backToIt },
  'not-ready': { wish, present, 'call-over': backToIt },
};

export function agentTransition(state: AgentState, event: AgentEvent): AgentState {
  // One cast where TypeScript cannot correlate two unions: the table's type guarantees that a cell fits its column.
  const cell = table[state.now.mode][event.type] as Cell<AgentEventType> | undefined;
  return cell === undefined ? state : cell(state, event);
}

/** Do calls of the hunt group ring here? */
export function takesCalls(state: AgentState): boolean {
  return state.now.mode === 'ready';
}

/** What comes after the call that lives, for the control that shows it. */
export function comesAfter(state: AgentState, wrapUpMs: number): AgentWish['kind'] {
  if (state.next !== null) return state.next.kind;
  const { mode } = state.now;
  if (mode === 'break' || mode === 'not-ready') return mode;
  return wrapUpMs > 0 ? 'wrap-up' : 'ready';
}

function become(chosen: AgentWish, at: number, wrapUpMs: number): AgentState {
  return { now: modeOf(chosen, at, wrapUpMs), next: null, missed: 0 };
}

function modeOf(chosen: AgentWish, at: number, wrapUpMs: number): AgentMode {
  switch (chosen.kind) {
    case 'ready':
      return { mode: 'ready', since: at };
    case 'break':
      return { mode: 'break', since: at, reason: chosen.reason };
    case 'wrap-up':
      return { mode: 'wrap-up', since: at, until: wrapUpMs > 0 ? at + wrapUpMs : null };
    case 'not-ready':
      return notReady(at, 'agent');
    default:
      return chosen satisfies never;
  }
}

function notReady(at: number, why: 'agent' | 'missed'): AgentMode {
  return { mode: 'not-ready', since: at, why };
}
