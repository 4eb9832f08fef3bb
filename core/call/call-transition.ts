/**
 * What may happen to a call in which state, and what becomes of it: the table behind the diagram in call-state.ts.
 * Pure and total; nothing here may read a clock, a socket or a SIP message.
 */
import type { CallOutcome, EndedBy } from './call-outcome.ts';
import type { CallState } from './call-state.ts';

/** `at` is always ms since the epoch. */
export type CallEvent =
  /** screening lets it ring, or its time was up */
  | { readonly type: 'ring'; readonly at: number }
  /** someone pressed answer: the 200 is on its way */
  | { readonly type: 'answer'; readonly at: number }
  /** both ends agreed: 200 sent or received */
  | { readonly type: 'establish'; readonly at: number }
  /** outgoing: the far end rings, and sends no audio for it */
  | { readonly type: 'far-rings'; readonly at: number }
  /** outgoing: the far end sends audio before it answers */
  | { readonly type: 'early-media'; readonly at: number }
  | { readonly type: 'hold'; readonly at: number; readonly held: boolean }
  /** `status`: the final SIP status where one ended it */
  | { readonly type: 'end'; readonly at: number; readonly by: EndedBy; readonly status: number | null };

export type CallEventType = CallEvent['type'];
export type Transition =
  | { readonly ok: true; readonly state: CallState }
  | {
      readonly ok: false;
      readonly code: 'wrong-state';
      readonly from: CallState['state'];
      readonly event: CallEventType;
    };

type Name = CallState['state'];
type Live<N extends Name> = Extract<CallState, { state: N }>;
type Cell<N extends Name, E extends CallEventType> = (
  state: Live<N>,
  event: Extract<CallEvent, { type: E }>,
) => CallState;
type Table = { readonly [N in Name]: { readonly [E in CallEventType]?: Cell<N, E> } };

const table: Table = {
  screening: {
    ring: (_, { at }) => ({ state: 'ringing', since: at }),
    end: (state, event) => ended(state, event),
  },
  ringing: {
    answer: ({ since }, { at }) => ({ state: 'answering', since: at, rangFor: span(since, at) }),
    end: (state, event) => ended(state, event),
  },
  dialling: {
    // RFC 3960 2: sound of the far end's own stays, whatever provisional answer comes after it
    'far-rings': (state) => (state.far === 'calling' ? { ...state, far: 'ringing' } : state),
    'early-media': (state) => ({ ...state, far: 'early-media' }),
    establish: ({ since }, { at }) => ({ state: 'live', since: at, rangFor: span(since, at), held: false }),
    end: (state, event) => ended(state, event),
  },
  answering: {
    establish: ({ rangFor }, { at }) => ({ state: 'live', since: at, rangFor, held: false }),
    end: (state, event) => ended(state, event),
  },
  live: {
    hold: (state, { held }) => ({ ...state, held }),
    end: (state, event) => ended(state, event),
  },
  ended: {},
};

/** The next state, or why there is none. A call that has ended stays as it is whatever comes. */
export function transition(state: CallState, event: CallEvent): Transition {
  // One cast where TypeScript cannot correlate two unions: the table's type guarantees that a cell fits its row and column.
  const cell = table[state.state][event.type] as Cell<Name, CallEventType> | undefined;
  if (cell === undefined) return { ok: false, code: 'wrong-state', from: state.state, event: event.type };
  return { ok: true, state: cell(state, event) };
}

type EndEvent = Extract<CallEvent, { type: 'end' }>;

function ended(from: Exclude<CallState, { state: 'ended' }>, { at, by, status }: EndEvent): CallState {
  const outcome = outcomeOf(from, by, status);
  return { state: 'ended', since: at, by, outcome, status, rangFor: rangFor(from, at), talkedFor: talkedFor(from, at) };
}

function rangFor(from: Exclude<CallState, { state: 'ended' }>, at: number): number {
  switch (from.state) {
    case 'screening':
      return 0;
    case 'ringing':
    case 'dialling':
      return span(from.since, at);
    case 'answering':
    case 'live':
      return from.rangFor;
    default:
      return from satisfies never;
  }
}

function talkedFor(from: Exclude<CallState, { state: 'ended' }>, at: number): number {
  return from.state === 'live' ? span(from.since, at) : 0;
}

/** How history counts it. For an outgoing call `caller` means the far end, as everywhere. */
function outcomeOf(
  from: Exclude<CallState, { state: 'ended' }>,
  by: EndedBy,
  status: number | null,
): Exclude<CallOutcome, 'live'> {
  if (from.state === 'live') return 'answered';
  if (from.state === 'dialling') {
    // 486, 600, 603, 607: the called side said no (RFC 3261 21.4.24, 21.6; RFC 8197)
    if (status === 486 || status === 600 || status === 603 || status === 607) return 'declined';
    if (by === 'agent' || status === null || status === 408 || status === 480 || status === 487) return 'missed';
    return 'failed';
  }
  switch (by) {
    case 'caller':
      return 'missed';
    case 'elsewhere':
      return 'answered-elsewhere';
    case 'screening':
      return 'blocked';
    case 'agent':
      return status === 607 || status === 603 ? 'rejected' : 'declined';
    case 'network':
      // 480 is our own "nobody answered in time" (RFC 3398 7.2.4.1, cause 19)
      return status === 480 ? 'missed' : 'failed';
    default:
      return by satisfies never;
  }
}

/** Clocks may be set back in a call: a duration is never negative. */
function span(from: number, to: number): number {
  return Math.max(0, to - from);
}
