/** History as views read it: a stored row with its place and parsed number. */
import type { HistoryRow } from '../../../core/contract/calls.ts';
import type { Action, RiskBand } from '../../../core/judge/verdict.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import type { HistoryItem } from '../../store/queries/history.ts';
import type { FeatureDeps } from '../deps.ts';
import { isCustomerNumber } from './caller-card.ts';
import type { LiveCalls } from './live-calls.ts';

export function toHistoryRow(deps: FeatureDeps, live: LiveCalls, item: HistoryItem): HistoryRow {
  const { call, contact, tags, note } = item;
  return {
    call: call.call,
    at: call.at,
    direction: call.direction === 'out' ? 'out' : 'in',
    number: parseNumber(call.number),
    claimedName: call.claimedName,
    contact,
    place: deps.places.lookUp(call.number).place,
    risk: call.score === null || call.band === null ? null : { score: call.score, band: call.band as RiskBand },
    action: call.action as Action | null,
    warn: call.warn === 1,
    outcome: live.outcomeOf(call),
    answeredAt: call.answeredAt,
    endedBy: call.endedBy,
    status: call.status,
    ringMs: call.ringMs,
    talkMs: call.talkMs,
    agent: call.agent,
    tags: [...tags],
    note,
    quality: item.quality,
    undone: call.undone === 1,
    customer: contact !== null || isCustomerNumber(deps, deps.line(), call.number),
    recorded: item.recorded,
  };
}
