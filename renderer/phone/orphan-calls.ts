/** Ends the calls that a dead page of this desk left behind: BYE to each far end (RFC 3261 15.1.1), and their last event. */
import { UserAgent } from 'sip.js';
import { ulid } from 'ulid';
import type { StoreApi } from 'zustand/vanilla';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import { eventVersion } from '../../core/event/event.ts';
import type { Cards } from './cards.ts';
import type { Clock } from './clock.ts';
import type { CallFact, EventQueue } from './event-queue.ts';
import type { KeptDialog, KeptDialogs } from './kept-dialogs.ts';

/** More than any call sends: RFC 3261 12.2.1.1 lets CSeq jump, and what the dead page sent last is not known. */
const cseqMargin = 1000;

/** Says BYE in a dialog that no page knows any more; whatever is answered, there is nothing more to do. */
export function endOrphan(userAgent: UserAgent, dialog: KeptDialog): void {
  const target = UserAgent.makeURI(dialog.remoteTarget);
  const local = UserAgent.makeURI(dialog.localUri);
  const remote = UserAgent.makeURI(dialog.remoteUri);
  if (target === undefined || local === undefined || remote === undefined) return;
  const { userAgentCore } = userAgent;
  const bye = userAgentCore.makeOutgoingRequestMessage('BYE', target, local, remote, {
    callId: dialog.callId,
    fromTag: dialog.localTag,
    toTag: dialog.remoteTag,
    cseq: dialog.cseq + cseqMargin,
    routeSet: dialog.routeSet,
  });
  userAgentCore.request(bye);
}

/** `now`: when it was found; nobody knows when the page died. */
export function orphanEnded({ call, line, rangFor, answeredAt }: KeptDialog, now: number): CallFact {
  return {
    v: eventVersion,
    id: ulid(now),
    at: now,
    line,
    call,
    type: 'call.ended',
    data: {
      by: 'network',
      outcome: 'answered',
      status: null,
      ringMs: rangFor,
      talkMs: Math.max(0, now - answeredAt),
    },
  };
}

export interface OrphanCallsOptions {
  readonly kept: KeptDialogs;
  readonly store: StoreApi<PhoneSnapshot>;
  readonly cards: Pick<Cards, 'knowNumber'>;
  readonly queue: Pick<EventQueue, 'add'>;
  readonly clock: Clock;
}

/** Called whenever the line is registered; costs nothing where there is nothing to end. */
export async function endOrphans(
  userAgent: UserAgent,
  { kept, store, cards, queue, clock }: OrphanCallsOptions,
): Promise<void> {
  const orphans = await kept.takeOrphans(userAgent.configuration.uri.toString());
  if (orphans.length === 0) return;
  const at = clock.now();
  for (const orphan of orphans) {
    endOrphan(userAgent, orphan);
    // an unjudged call has no key to keep an event under; the log then ends with its answer
    if (orphan.number === null) continue;
    cards.knowNumber(orphan.call, orphan.number);
    queue.add(orphanEnded(orphan, at));
  }
  store.setState({ notice: { kind: 'came-back', at, calls: orphans.map(({ shown }) => shown) } });
}
