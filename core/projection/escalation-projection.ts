/**
 * Folds an escalation's life. Pure.
 *
 *   opened ──claimed──▶ claimed ──decided──▶ decided
 *                          ▲  └──returned──▶ returned (a decision "hand back")
 *                          └──undone── decided | returned
 */
import type { Decision } from '../escalation/escalation.ts';
import type { LoggedEvent } from '../event/event.ts';
import { noChange } from './table.ts';
import type { TableChange } from './table.ts';

export function projectEscalation(event: LoggedEvent): readonly TableChange[] {
  switch (event.type) {
    case 'escalation.opened':
      return [
        {
          op: 'merge',
          table: 'escalations',
          key: { line: event.line, id: event.id },
          set: {
            number: event.number,
            call: event.call ?? null,
            kind: event.data.kind,
            note: event.data.note,
            context: JSON.stringify(event.data.context),
            openedBy: event.author,
            openedAt: event.at,
            state: 'open',
            withdrawnTags: '[]',
          },
        },
      ];
    case 'escalation.claimed':
      return [patch(event, event.data.escalation, { state: 'claimed', claimedBy: event.author, claimedAt: event.at })];
    case 'escalation.decided':
      return [
        patch(event, event.data.escalation, {
          state: 'decided',
          decision: JSON.stringify(event.data.decision),
          entry: event.data.entry === null ? null : JSON.stringify(event.data.entry),
          withdrawnTags: JSON.stringify(event.data.withdrawnTags),
          addedTag: event.data.addedTag,
          decidedEvent: event.id,
          decidedBy: event.author,
          decidedAt: event.at,
        }),
      ];
    case 'escalation.returned': {
      const decision: Decision = {
        kind: 'hand-back',
        scope: { type: 'number' },
        days: null,
        note: event.data.note,
      };
      return [
        patch(event, event.data.escalation, {
          state: 'returned',
          decision: JSON.stringify(decision),
          entry: null,
          withdrawnTags: '[]',
          addedTag: null,
          decidedEvent: event.id,
          decidedBy: event.author,
          decidedAt: event.at,
        }),
      ];
    }
    case 'escalation.undone':
      return [
        {
          op: 'patch',
          table: 'escalations',
          // an undo of a decision that was itself replaced meanwhile changes nothing
          where: {
            line: event.line,
            id: event.data.escalation,
            number: event.number,
            decidedEvent: event.data.decided,
          },
          set: {
            state: 'claimed',
            decision: null,
            entry: null,
            withdrawnTags: '[]',
            addedTag: null,
            decidedEvent: null,
            decidedBy: null,
            decidedAt: null,
          },
        },
      ];
    default:
      return noChange;
  }
}

type EscalationSet = Extract<TableChange, { op: 'patch'; table: 'escalations' }>['set'];

function patch(event: Extract<LoggedEvent, { number: string }>, id: string, set: EscalationSet): TableChange {
  return { op: 'patch', table: 'escalations', where: { line: event.line, id, number: event.number }, set };
}
