/**
 * Folds a call's events into its history row. Pure.
 *
 *   (none) ──call.started / call.screened──▶ live ──call.ended──▶ answered | missed | declined | rejected | blocked | …
 *
 * `call.screened` may come before or after `call.started`: screening never waits for the phone's report. A call whose
 * end was never reported (a crash) stays `live` here; who reads the row tells a stale one, see desk/features/calls.
 */
import type { LoggedEvent } from '../event/event.ts';
import { noChange } from './table.ts';
import type { TableChange } from './table.ts';

export function projectCall(event: LoggedEvent): readonly TableChange[] {
  switch (event.type) {
    case 'call.started': {
      const { direction, display, claimedName } = event.data;
      return change(event, { at: event.at, direction, display, claimedName, started: 1 });
    }
    case 'call.screened': {
      const { verdict } = event.data;
      return [
        {
          op: 'merge',
          table: 'calls',
          key: { line: event.line, call: event.call },
          init: { ...fresh(event), number: event.number },
          set: {
            action: verdict.action,
            warn: verdict.warn ? 1 : 0,
            score: Math.round(verdict.risk.score),
            band: verdict.risk.band,
            listEntry: verdict.listEntry,
          },
        },
        {
          op: 'merge',
          table: 'verdicts',
          key: { line: event.line, call: event.call },
          set: { number: event.number, verdict: JSON.stringify(verdict) },
        },
      ];
    }
    case 'call.answered':
      return change(event, { answeredAt: event.at, ringMs: Math.round(event.data.ringMs), agent: event.author });
    case 'call.ended': {
      const { by, outcome, status, ringMs, talkMs } = event.data;
      return change(event, {
        endedBy: by,
        outcome,
        status,
        ringMs: Math.round(ringMs),
        talkMs: Math.round(talkMs),
      });
    }
    case 'rejection.undone':
      return change(event, { undone: 1 });
    default:
      return noChange;
  }
}

type CallEvent = Extract<LoggedEvent, { call: string }>;
type CallSet = NonNullable<Extract<TableChange, { op: 'merge'; table: 'calls' }>['set']>;

/** What a row starts with when this event is the first that is heard of its call. */
function fresh(event: CallEvent): CallSet {
  return { at: event.at, direction: 'in', outcome: 'live', agent: event.author };
}

function change(event: CallEvent, set: CallSet): readonly TableChange[] {
  const init: Record<string, unknown> = { ...fresh(event) };
  // a column stands in one of the two: SQL names each once
  for (const column of Object.keys(set)) delete init[column];
  return [
    {
      op: 'merge',
      table: 'calls',
      key: { line: event.line, call: event.call },
      init: init,
      set: { number: event.number, ...set },
    },
  ];
}
