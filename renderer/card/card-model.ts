/** Which calls the card shows: pure, from the phone's snapshot. */
import type { PhoneCall, PhoneSnapshot } from '../../core/contract/phone.ts';

export interface CardModel {
  /** the ringing call that F8 and F9 are for; null while a call is live */
  readonly ringing: PhoneCall | null;
  /** other ringing calls, oldest first */
  readonly waiting: readonly PhoneCall[];
  /** rejected by screening within the snapshot's memory (5 s) */
  readonly blocked: readonly PhoneCall[];
  readonly live: boolean;
  /** the card is for a call that waits: answering it puts the live one on hold */
  readonly holdFirst: boolean;
  /** calls already handed to a supervisor from this view */
  readonly escalated: ReadonlySet<string>;
  /** somebody holds the key that shows customers' whole numbers */
  readonly unmasked: boolean;
}

export const isRinging = (call: PhoneCall): boolean => call.direction === 'in' && call.call.state === 'ringing';
export const isLive = (call: PhoneCall): boolean => call.call.state === 'live' || call.call.state === 'dialling';
const isAnswering = (call: PhoneCall): boolean => call.call.state === 'answering';
const isBlocked = (call: PhoneCall): boolean => call.call.state === 'ended' && call.call.outcome === 'blocked';

export function cardModelOf(snapshot: PhoneSnapshot, escalated: ReadonlySet<string>): CardModel {
  const ringing = snapshot.calls.filter(isRinging);
  const live = snapshot.calls.some(isLive);
  // stays on screen while it is being answered, so that nothing blinks between card and call
  const answering = snapshot.calls.find(isAnswering) ?? null;
  const first = live ? null : (answering ?? ringing[0] ?? null);
  return {
    ringing: first,
    waiting: ringing.filter((call) => call !== first),
    blocked: snapshot.calls.filter(isBlocked),
    live,
    holdFirst: false,
    escalated,
    unmasked: false,
  };
}

/** For a window that has room for one card only: a waiting call gets the whole card while another one lives. */
export function oneCard(model: CardModel): CardModel {
  const first = model.ringing ?? model.waiting[0] ?? null;
  return {
    ...model,
    ringing: first,
    waiting: model.waiting.filter((call) => call !== first),
    blocked: [],
    holdFirst: model.live && first !== null,
  };
}
