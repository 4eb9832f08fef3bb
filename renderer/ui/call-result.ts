/** What became of a call, as lists say it: the key of its word in `common:outcome`. A call that still rings is in no conversation. */
import type { HistoryRow } from '../../core/contract/calls.ts';

export type CallResult = HistoryRow['outcome'] | 'undone' | 'ringing' | 'dialling';

export function callResult({
  outcome,
  undone,
  answeredAt,
  direction,
}: Pick<HistoryRow, 'outcome' | 'undone' | 'answeredAt' | 'direction'>): CallResult {
  if (undone) return 'undone';
  if (outcome !== 'live' || answeredAt !== null) return outcome;
  return direction === 'in' ? 'ringing' : 'dialling';
}
