/**
 * What has been kept long enough: of one number's events (or of those that have no number), the ones that go. Pure; the
 * store deletes them and folds the rest again.
 *
 * A call goes whole, with its verdict, notes and script steps. What is still in force stays, however old: list entries,
 * tags that nobody withdrew, contacts, escalations that wait, and decisions whose entry or tag still stands. Tombstones
 * of erasures stay for ever.
 */
import type { DeskEvent, EventOf, LoggedEvent } from '../event/event.ts';
import { callBegan, isCallRecord } from './call-record.ts';

const dayMs = 86_400_000;

/** `isEntryKept`: is this list entry in force, or was it at `before` or later? Its events may stand under another number. */
export function expiredEvents(
  events: readonly LoggedEvent[],
  before: number,
  isEntryKept: (entry: string) => boolean,
): LoggedEvent[] {
  const calls = expiredCalls(events, before);
  const tags = foldTags(events);
  const escalations = keptEscalations(events, before, tags, isEntryKept);
  const isTagExpired = (id: string): boolean => {
    const withdrawn = tags.get(id)?.withdrawn ?? null;
    return withdrawn !== null && withdrawn.at < before && !escalations.decisions.has(withdrawn.by);
  };
  const lastOf = newestOf(events);
  // as long as there is a file, something must tell that there is
  const removedRecordings = new Set(
    events.flatMap((event) => (event.type === 'recording.removed' ? [event.data.recording] : [])),
  );

  return events.filter((event) => {
    if (isCallRecord(event)) return calls.has(event.call);
    switch (event.type) {
      case 'number.tagged':
        return isTagExpired(event.id);
      case 'tag.withdrawn': {
        const tag = tags.get(event.data.tagged);
        // one without effect (there is no such tag, or an undone decision gave it back) must not take effect when decisions go
        return isTagExpired(event.data.tagged) || (event.at < before && (tag === undefined || tag.withdrawn === null));
      }
      case 'escalation.opened':
        return !escalations.kept.has(event.id);
      case 'escalation.claimed':
      case 'escalation.decided':
      case 'escalation.returned':
      case 'escalation.undone':
        return !escalations.kept.has(event.data.escalation);
      case 'list.set':
        return !isEntryKept(event.data.id);
      case 'list.removed':
        return event.at < before && !isEntryKept(event.data.entry);
      case 'contact.set':
      case 'contact.removed': {
        const last = lastOf.get(contactOf(event));
        return event.at < before && (last !== event || event.type === 'contact.removed');
      }
      case 'agent.state':
        return event.at < before && lastOf.get(`desk ${event.desk}`) !== event;
      case 'recording.started':
      case 'recording.paused':
      case 'recording.resumed':
      case 'recording.ended':
      case 'recording.removed':
      case 'recording.exported':
        return calls.has(event.call) && removedRecordings.has(event.data.recording);
      case 'number.erased':
        return false;
      default:
        event satisfies never;
        return false;
    }
  });
}

/** Calls that began before; one whose end is not known is given a day more, since it may still go on. */
function expiredCalls(events: readonly LoggedEvent[], before: number): ReadonlySet<string> {
  const seen = new Map<string, { began: number; ended: boolean }>();
  for (const event of events) {
    // a recording may outlive the record of its call, whose file was still there then; its events must not stay for ever
    if (!isCallRecord(event) && !isOfRecording(event)) continue;
    const call = seen.get(event.call) ?? { began: Math.max(event.at, callBegan(event.call)), ended: false };
    if (event.type === 'call.started') call.began = event.at;
    if (event.type === 'call.ended') call.ended = true;
    seen.set(event.call, call);
  }
  return new Set(
    [...seen].filter(([, { began, ended }]) => began < (ended ? before : before - dayMs)).map(([call]) => call),
  );
}

function isOfRecording(event: LoggedEvent): event is LoggedEvent & Extract<DeskEvent, { type: `recording.${string}` }> {
  return event.type.startsWith('recording.');
}

interface TagState {
  /** null: it stands */
  withdrawn: { readonly at: number; readonly by: string } | null;
}

/** The same rules as the projection: the first withdrawal counts, and an undone decision gives back what it withdrew. */
function foldTags(events: readonly LoggedEvent[]): ReadonlyMap<string, TagState> {
  const tags = new Map<string, TagState>();
  const withdraw = (id: string, { at, id: by }: LoggedEvent): void => {
    const tag = tags.get(id);
    if (tag !== undefined) tag.withdrawn ??= { at, by };
  };
  for (const event of events) {
    if (event.type === 'number.tagged') tags.set(event.id, { withdrawn: null });
    if (event.type === 'tag.withdrawn') withdraw(event.data.tagged, event);
    if (event.type === 'escalation.decided') for (const id of event.data.withdrawnTags) withdraw(id, event);
    if (event.type === 'escalation.undone') {
      for (const tag of tags.values()) if (tag.withdrawn?.by === event.data.decided) tag.withdrawn = null;
    }
  }
  return tags;
}

type Decided = EventOf<'escalation.decided'> | EventOf<'escalation.returned'>;

function keptEscalations(
  events: readonly LoggedEvent[],
  before: number,
  tags: ReadonlyMap<string, TagState>,
  isEntryKept: (entry: string) => boolean,
): { readonly kept: ReadonlySet<string>; readonly decisions: ReadonlySet<string> } {
  /** the decision in force of each escalation; null while it waits */
  const standing = new Map<string, Decided | null>();
  for (const event of events) {
    if (event.type === 'escalation.opened') standing.set(event.id, null);
    if (event.type === 'escalation.decided' || event.type === 'escalation.returned') {
      standing.set(event.data.escalation, event);
    }
    if (event.type === 'escalation.undone' && standing.get(event.data.escalation)?.id === event.data.decided) {
      standing.set(event.data.escalation, null);
    }
  }
  const isStanding = (decided: Decided): boolean => {
    if (decided.at >= before) return true;
    if (decided.type === 'escalation.returned') return false;
    const { entry, addedTag } = decided.data;
    if (entry !== null && isEntryKept(entry.id)) return true;
    const tag = addedTag === null ? undefined : tags.get(addedTag);
    return tag !== undefined && (tag.withdrawn === null || tag.withdrawn.at >= before);
  };
  const kept = [...standing].filter(([, decided]) => decided === null || isStanding(decided));
  return {
    kept: new Set(kept.map(([id]) => id)),
    decisions: new Set(kept.flatMap(([, decided]) => (decided === null ? [] : [decided.id]))),
  };
}

/** The newest event of each contact and the newest state of each desk: all that the tables are made of. */
function newestOf(events: readonly LoggedEvent[]): ReadonlyMap<string, LoggedEvent> {
  const newest = new Map<string, LoggedEvent>();
  for (const event of events) {
    if (event.type === 'contact.set' || event.type === 'contact.removed') newest.set(contactOf(event), event);
    if (event.type === 'agent.state') newest.set(`desk ${event.desk}`, event);
  }
  return newest;
}

function contactOf(event: EventOf<'contact.set'> | EventOf<'contact.removed'>): string {
  return `contact ${event.type === 'contact.set' ? event.data.id : event.data.contact}`;
}
