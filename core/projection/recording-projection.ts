/**
 * Folds recordings: one row each, and what became of it. Pure. Only `recording.started` makes a row: what comes later of a
 * recording whose beginning was erased with its number changes nothing.
 */
import type { EventOf, LoggedEvent } from '../event/event.ts';
import type { TableChange } from './table.ts';

type RecordingEvent = LoggedEvent &
  EventOf<
    | 'recording.started'
    | 'recording.paused'
    | 'recording.resumed'
    | 'recording.ended'
    | 'recording.removed'
    | 'recording.exported'
  >;

export function projectRecording(event: RecordingEvent): readonly TableChange[] {
  const where = { line: event.line, id: event.data.recording };
  switch (event.type) {
    case 'recording.started': {
      const { by, announced } = event.data;
      const { call, number, author, at } = event;
      // once: who took the call decides who may hear it, and no later event may claim it for somebody else
      const init = { call, number, agent: author, startedAt: at, mode: by, announced: announced ? 1 : 0 };
      return [{ op: 'merge', table: 'recordings', key: where, init }];
    }
    case 'recording.paused': {
      const { recording, ms } = event.data;
      const { line, call, number, at } = event;
      const set = { recording, call, number, at, ms: Math.round(ms) };
      return [{ op: 'merge', table: 'recordingPauses', key: { line, id: event.id }, set }];
    }
    case 'recording.resumed':
      return [];
    case 'recording.ended':
      return [{ op: 'patch', table: 'recordings', where, set: { endedAt: event.at, why: event.data.why } }];
    case 'recording.removed':
      return [{ op: 'patch', table: 'recordings', where, set: { removedAt: event.at, removedWhy: event.data.why } }];
    case 'recording.exported':
      return [];
    default:
      event satisfies never;
      return [];
  }
}
