/** Which call the workspace is about, and what was done to it there. Pure transitions in a vanilla store; no I/O. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PhoneCall, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { Tag } from '../../core/tag/tag.ts';
import type { Failure } from './failure.ts';

/** What a press did, with its undo: shown in the slot above the strip, never as a toast over controls. */
export type Feedback =
  | {
      readonly kind: 'tagged';
      readonly call: string;
      readonly mark: string;
      readonly tag: Tag;
      readonly number: string;
      readonly at: number;
    }
  | { readonly kind: 'withdrawn'; readonly call: string; readonly tag: Tag; readonly at: number }
  | { readonly kind: 'escalated'; readonly call: string; readonly at: number }
  | { readonly kind: 'noted'; readonly call: string; readonly at: number }
  | { readonly kind: 'ended-nuisance'; readonly call: string; readonly tag: Tag | null; readonly at: number }
  | { readonly kind: 'proposed'; readonly call: string; readonly at: number }
  | { readonly kind: 'no-number'; readonly call: string; readonly at: number };

/** A command that did not work: its input is kept in `retry`. */
export interface FailedCommand {
  readonly what: 'tag' | 'withdraw' | 'escalate' | 'note' | 'phone' | 'outcome' | 'undo-block' | 'practice';
  readonly failure: Failure;
  readonly retry: () => void;
}

export interface Workspace {
  /** the call the page shows, as last seen; null = idle */
  readonly call: PhoneCall | null;
  readonly feedback: Feedback | null;
  readonly failed: FailedCommand | null;
  /** tags put on in this view, by call */
  readonly tagged: ReadonlyMap<string, readonly { readonly mark: string; readonly tag: Tag }[]>;
  readonly escalated: ReadonlySet<string>;
  /** when a call last ended without the agent's doing: F9 is deaf for a moment then */
  readonly endedByItselfAt: number;
  /** calls seen ringing, and since when: a card ignores keys for its first 300 ms */
  readonly ringingSince: ReadonlyMap<string, number>;
}

export const idleWorkspace: Workspace = {
  call: null,
  feedback: null,
  failed: null,
  tagged: new Map(),
  escalated: new Set(),
  endedByItselfAt: 0,
  ringingSince: new Map(),
};

const importance: Readonly<Record<PhoneCall['call']['state'], number>> = {
  live: 5,
  dialling: 4,
  answering: 3,
  ringing: 1,
  screening: 0,
  ended: 0,
};

const rank = (call: PhoneCall): number =>
  call.call.state === 'live' && call.call.held ? 2 : importance[call.call.state];

/** After these an agent still has something to do: tag, note, escalate. */
function hasWrapUp(call: PhoneCall): boolean {
  if (call.call.state !== 'ended') return false;
  const { outcome, by } = call.call;
  // why nobody was reached must not vanish before it was read
  if (call.direction === 'out') return outcome === 'answered' || by !== 'agent';
  return outcome === 'answered' || outcome === 'rejected' || outcome === 'declined' || outcome === 'failed';
}

/** The call that the page is about after a snapshot: live before dialling, answering, held, ringing; else the wrap-up. */
export function callInFocus(before: PhoneCall | null, snapshot: PhoneSnapshot): PhoneCall | null {
  const active = snapshot.calls.filter((call) => rank(call) > 0).sort((a, b) => rank(b) - rank(a))[0];
  if (active) return active;
  if (!before) return null;
  const same = snapshot.calls.find((call) => call.id === before.id);
  if (same)
    return same.call.state === 'screening' || (same.call.state === 'ended' && same.call.outcome === 'blocked')
      ? null
      : same;
  // the snapshot forgets ended calls after 5 s; the wrap-up does not
  return hasWrapUp(before) ? before : null;
}

export function afterSnapshot(state: Workspace, snapshot: PhoneSnapshot, now: number): Workspace {
  const call = callInFocus(state.call, snapshot);
  const ringing = snapshot.calls.filter((each) => each.call.state === 'ringing');
  const ringingSince = new Map(ringing.map((each) => [each.id, state.ringingSince.get(each.id) ?? now] as const));
  const justEnded =
    call?.call.state === 'ended' &&
    call.call.by !== 'agent' &&
    state.call?.id === call.id &&
    state.call.call.state !== 'ended';
  const isOther = call?.id !== state.call?.id;
  return {
    ...state,
    call,
    ringingSince,
    endedByItselfAt: justEnded ? now : state.endedByItselfAt,
    // what was said about another call would be read as said about this one
    feedback: isOther && state.feedback?.call !== call?.id ? null : state.feedback,
  };
}

export type WorkspaceStore = StoreApi<Workspace>;

export function makeWorkspace(): WorkspaceStore {
  return createStore<Workspace>(() => idleWorkspace);
}
