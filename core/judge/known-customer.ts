/** Step 2 of a verdict: is it someone we have lately been in touch with, and have had no reason to regret it since? */
import { traceStep } from './reason-ids.ts';
import type { PastCall } from './knowledge.ts';
import type { Situation } from './situation.ts';
import { ageOf, dayMs, daysOf, isBlockedSince, isTaggedBadSince } from './situation.ts';
import type { TraceStep } from './verdict.ts';

const knownForMs = 7 * dayMs;
const shortestTalkMs = 15_000;

export function knownCustomer(situation: Situation): TraceStep {
  const { call, knowledge, now } = situation;
  if (call.number.kind === 'hidden' || call.number.kind === 'malformed') return no('known-hidden');
  const contact = knowledge.history.calls
    .filter((past) => isContact(past) && ageOf(past.at, now) <= knownForMs)
    // the latest is the likeliest to have nothing after it
    .reduce<PastCall | null>((latest, past) => (latest === null || past.at > latest.at ? past : latest), null);
  if (!contact) return no('known-none');
  if (isTaggedBadSince(situation, contact.at)) return no('known-tagged-since');
  if (isBlockedSince(situation, contact.at)) return no('known-blocked-since');
  if (call.verstat === 'failed') return no('known-unverified');
  const days = daysOf(contact.at, now);
  return contact.direction === 'out'
    ? traceStep('known-customer', true, 'known-called', { days })
    : traceStep('known-customer', true, 'known-answered', { seconds: Math.floor(contact.talkMs / 1000), days });
}

type Not = 'known-none' | 'known-hidden' | 'known-unverified' | 'known-tagged-since' | 'known-blocked-since';
const no = (id: Not): TraceStep => traceStep('known-customer', false, id, {});

function isContact(past: PastCall): boolean {
  return past.direction === 'out' || (past.outcome === 'answered' && past.talkMs >= shortestTalkMs);
}
