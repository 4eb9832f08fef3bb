/**
 * Ends the calls that a dead page of this desk left behind: BYE in a dialog (RFC 3261 15.1.1), a final answer or CANCEL where
 * nobody had answered yet; and their last event.
 */
import { UserAgent } from 'sip.js';
import { ulid } from 'ulid';
import type { StoreApi } from 'zustand/vanilla';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import { eventVersion } from '../../core/event/event.ts';
import type { Cards } from './cards.ts';
import type { Clock } from './clock.ts';
import type { CallFact, EventQueue } from './event-queue.ts';
import type { KeptCall, KeptDialog, KeptDialogs, KeptRing } from './kept-dialogs.ts';

/** More than any call sends: RFC 3261 12.2.1.1 lets CSeq jump, and what the dead page sent last is not known. */
const cseqMargin = 1000;

/** Ends a call that no page knows any more; whatever is answered, there is nothing more to do. */
export function endOrphan(userAgent: UserAgent, orphan: KeptCall): void {
  switch (orphan.kind) {
    case 'live':
      sayBye(userAgent, orphan);
      return;
    case 'ringing': {
      const text = endOfRinging(orphan);
      if (text !== null) userAgent.transport.send(text).catch(() => undefined);
      return;
    }
    default:
      orphan satisfies never;
  }
}

function sayBye(userAgent: UserAgent, dialog: KeptDialog): void {
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

/**
 * Pure: a final answer to the INVITE that came in, with the tag of our 180 (RFC 3261 8.2.6.2; a 100 has none), or the CANCEL of the one that we
 * sent, which must carry the same Via (9.1). null: what was kept is neither.
 */
export function endOfRinging({ call, sent }: Pick<KeptRing, 'call' | 'sent'>): string | null {
  const [first = '', ...headers] = (sent.split('\r\n\r\n', 1)[0] ?? '').split('\r\n');
  const of = (...names: readonly string[]): string[] =>
    headers.filter((line) => names.some((name) => line.toLowerCase().startsWith(`${name}:`)));
  if (/^SIP\/2\.0 1\d\d /.test(first))
    return [
      'SIP/2.0 480 Temporarily Unavailable',
      ...of('via', 'record-route', 'from'),
      ...of('to').map((to) => (/;\s*tag\s*=/i.test(to) ? to : `${to};tag=${call}`)),
      ...of('call-id', 'cseq'),
      'Content-Length: 0\r\n\r\n',
    ].join('\r\n');
  const target = /^INVITE (\S+) SIP\/2\.0$/.exec(first)?.[1];
  const [via] = of('via');
  const cseq = /\d+/.exec(of('cseq')[0] ?? '')?.[0];
  if (target === undefined || via === undefined || cseq === undefined) return null;
  return [
    `CANCEL ${target} SIP/2.0`,
    via,
    ...of('route', 'from', 'to', 'call-id', 'max-forwards'),
    `CSeq: ${cseq} CANCEL`,
    'Content-Length: 0\r\n\r\n',
  ].join('\r\n');
}

/** `now`: when it was found; nobody knows when the page died. */
export function orphanEnded(orphan: KeptCall, now: number): CallFact {
  const { call, line } = orphan;
  const isLive = orphan.kind === 'live';
  const isOutgoing = !isLive && orphan.sent.startsWith('INVITE ');
  const hasRung = isLive || !orphan.sent.startsWith('SIP/2.0 100');
  return {
    v: eventVersion,
    id: ulid(now),
    at: now,
    line,
    call,
    type: 'call.ended',
    data: {
      by: 'network',
      outcome: isLive ? 'answered' : isOutgoing ? 'failed' : 'missed',
      status: isLive ? null : isOutgoing ? 487 : 480,
      ringMs: isLive ? orphan.rangFor : hasRung ? Math.max(0, now - orphan.since) : 0,
      talkMs: isLive ? Math.max(0, now - orphan.answeredAt) : 0,
    },
  };
}

export interface OrphanCallsOptions {
  readonly kept: KeptDialogs;
  readonly store: StoreApi<PhoneSnapshot>;
  readonly cards: Pick<Cards, 'know'>;
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
    if (orphan.known === null) continue;
    cards.know(orphan.call, orphan.known);
    queue.add(orphanEnded(orphan, at));
  }
  store.setState({ notice: { kind: 'came-back', at, calls: orphans.map(({ shown }) => shown) } });
}
