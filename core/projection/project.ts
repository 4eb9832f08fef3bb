/**
 * Event → table changes, over all projections. Pure and without state: the changes of an event follow from that event
 * alone, so that folding the log from the start and folding it as it grows give the same tables.
 */
import type { LoggedEvent } from '../event/event.ts';
import { projectAgent } from './agent-projection.ts';
import { projectCall } from './call-projection.ts';
import { projectContact } from './contact-projection.ts';
import { projectEscalation } from './escalation-projection.ts';
import { projectList } from './list-projection.ts';
import { projectNote } from './note-projection.ts';
import { projectNumber } from './number-projection.ts';
import { projectQuality } from './quality-projection.ts';
import { projectRecording } from './recording-projection.ts';
import { projectScript } from './script-projection.ts';
import { projectTag } from './tag-projection.ts';
import { noChange } from './table.ts';
import type { TableChange } from './table.ts';

export function project(event: LoggedEvent): readonly TableChange[] {
  switch (event.type) {
    case 'call.started':
    case 'call.ended':
      return [...projectCall(event), ...projectNumber(event)];
    case 'call.screened':
    case 'call.answered':
    case 'rejection.undone':
      return projectCall(event);
    case 'call.quality':
      return projectQuality(event);
    case 'script.stepped':
      return projectScript(event);
    case 'number.tagged':
    case 'tag.withdrawn':
      return projectTag(event);
    case 'note.set':
      return projectNote(event);
    case 'list.set':
    case 'list.removed':
      return projectList(event);
    case 'contact.set':
    case 'contact.removed':
      return projectContact(event);
    case 'escalation.opened':
    case 'escalation.claimed':
    case 'escalation.returned':
      return projectEscalation(event);
    case 'escalation.decided':
    case 'escalation.undone':
      return [...projectEscalation(event), ...projectTag(event)];
    case 'agent.state':
      return projectAgent(event);
    case 'recording.started':
    case 'recording.paused':
    case 'recording.resumed':
    case 'recording.ended':
    case 'recording.removed':
    case 'recording.exported':
      return projectRecording(event);
    case 'number.erased':
      return [{ op: 'erase', line: event.line, number: event.number }];
    default:
      event satisfies never;
      return noChange;
  }
}
