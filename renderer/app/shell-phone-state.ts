/** What the tray and the system-wide keys need to know, from the phone's snapshot; and what a system-wide key means. Pure. */
import type { PhoneCommand, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { ShellEvent, ShellPhoneState } from '../../core/contract/shell.ts';

export function shellStateOf({ agent, calls, line }: PhoneSnapshot): ShellPhoneState {
  const ringing = calls.some(({ call, direction }) => direction === 'in' && call.state === 'ringing');
  const live = calls.some(
    ({ call }) => call.state === 'live' || call.state === 'answering' || call.state === 'dialling',
  );
  if (ringing) return { tray: 'ringing', ringing, live };
  if (live) return { tray: 'in-call', ringing, live };
  if (line.state !== 'registered') return { tray: 'offline', ringing, live };
  return { tray: agent.now.mode === 'ready' ? 'idle' : 'not-ready', ringing, live };
}

type KeyAction = Extract<ShellEvent, { type: 'key' }>['action'];

/** A card ignores keys for its first 300 ms; F9 is ignored for 1.5 s after a call that ended by itself (look.md «Keys»). */
const cardGuardMs = 300;
const endGuardMs = 1_500;

/** The call that the workspace shows: a held one only where there is no other. */
function inFocus(calls: PhoneSnapshot['calls']): PhoneSnapshot['calls'][number] | undefined {
  const order = [
    ({ call }: PhoneSnapshot['calls'][number]) => call.state === 'live' && !call.held,
    ({ call }: PhoneSnapshot['calls'][number]) => call.state === 'dialling',
    ({ call }: PhoneSnapshot['calls'][number]) => call.state === 'answering',
    ({ call }: PhoneSnapshot['calls'][number]) => call.state === 'live',
  ];
  for (const isIt of order) {
    const found = calls.find(isIt);
    if (found) return found;
  }
  return undefined;
}

/** null: the key means nothing now, or is one that only a view with a desk link can carry out. */
export function commandForKey(action: KeyAction, { calls }: PhoneSnapshot, now: number): PhoneCommand | null {
  const live = inFocus(calls);
  const ringing = calls.find(({ call, direction }) => direction === 'in' && call.state === 'ringing');
  const isGuarded = ringing !== undefined && now - ringing.call.since < cardGuardMs;
  switch (action) {
    case 'answer':
      // in a call F8 does nothing
      return live || !ringing || isGuarded ? null : { type: 'answer', call: ringing.id };
    case 'reject': {
      if (live) return live.conference ? { type: 'end-conference' } : { type: 'hang-up', call: live.id };
      const hasJustEnded = calls.some(
        ({ call }) =>
          call.state === 'ended' && call.by !== 'agent' && call.talkedFor > 0 && now - call.since < endGuardMs,
      );
      return !ringing || isGuarded || hasJustEnded ? null : { type: 'decline', call: ringing.id };
    }
    case 'rejectNuisance':
      if (live) return { type: 'hang-up', call: live.id };
      return !ringing || isGuarded ? null : { type: 'reject-nuisance', call: ringing.id };
    case 'passOn':
      return null;
    default:
      return action satisfies never;
  }
}
