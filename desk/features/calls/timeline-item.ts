/** A logged event as a line of a number's timeline: only what the sentence `timeline.<type>` needs. */
import type { TimelineItem } from '../../../core/contract/calls.ts';
import type { LoggedEvent } from '../../../core/event/event.ts';
import { meanMos } from '../../../core/quality/call-quality.ts';

type Params = Record<string, string | number>;

export function toTimelineItem(event: LoggedEvent): TimelineItem {
  return {
    id: event.id,
    at: event.at,
    type: event.type,
    author: event.author,
    call: 'call' in event ? (event.call ?? null) : null,
    params: paramsOf(event),
  };
}

function paramsOf(event: LoggedEvent): Params {
  switch (event.type) {
    case 'call.started':
      return { direction: event.data.direction, claimedName: event.data.claimedName };
    case 'call.screened': {
      const { action, risk, warn } = event.data.verdict;
      return { action, score: risk.score, band: risk.band, warn: warn ? 1 : 0 };
    }
    case 'call.answered':
      return { ringMs: event.data.ringMs };
    case 'call.ended': {
      const { by, outcome, ringMs, talkMs } = event.data;
      return { by, outcome, ringMs, talkMs };
    }
    case 'call.quality':
      return { mos: meanMos(event.data) ?? 0, codec: event.data.codec };
    case 'script.stepped': {
      const { script, step, move, answer, outcome } = event.data;
      return { script, step, move, answer: answer ?? '', outcome: outcome ?? '' };
    }
    case 'number.tagged':
      return { tag: event.data.tag, subtype: event.data.subtype ?? '' };
    case 'tag.withdrawn':
      return { tagged: event.data.tagged };
    case 'note.set':
      return { text: event.data.text };
    case 'list.set': {
      const { id, kind, reason, source, expiresAt, match } = event.data;
      return { entry: id, kind, reason, source, match: match.type, expiresAt: expiresAt ?? 0 };
    }
    case 'list.removed':
      return { entry: event.data.entry, why: event.data.why };
    case 'contact.set':
      return { name: event.data.name, company: event.data.company };
    case 'contact.removed':
      return {};
    case 'escalation.opened':
      return { kind: event.data.kind, note: event.data.note };
    case 'escalation.claimed':
      return { escalation: event.data.escalation };
    case 'escalation.decided': {
      const { escalation, decision } = event.data;
      return { escalation, decision: decision.kind, days: decision.days ?? 0, note: decision.note };
    }
    case 'escalation.returned':
      return { escalation: event.data.escalation, note: event.data.note };
    case 'escalation.undone':
      return { escalation: event.data.escalation };
    case 'rejection.undone':
      return { entry: event.data.entry ?? '' };
    case 'recording.started':
      return { recording: event.data.recording, by: event.data.by };
    case 'recording.paused':
    case 'recording.resumed':
      return { recording: event.data.recording };
    case 'recording.ended':
      return { recording: event.data.recording, end: event.data.why };
    case 'recording.removed': {
      const { recording, why, reason } = event.data;
      return { recording, end: why, reason: reason ?? '' };
    }
    case 'recording.exported':
      return { recording: event.data.recording };
    case 'agent.state':
      return { mode: event.data.now.mode };
    case 'number.erased':
      return {};
    default:
      event satisfies never;
      return {};
  }
}
