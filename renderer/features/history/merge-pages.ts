/** Puts a fresh first page and the older pages read before together, newest first, each call once. Pure. */
import type { HistoryRow } from '../../../core/contract/calls.ts';

/**
 * The fresh page tells all there is from its last row on; what is older is kept as it was read. `isWhole`: the fresh page
 * holds every row under the filter, so that nothing older can be left.
 */
export function mergePages(fresh: readonly HistoryRow[], kept: readonly HistoryRow[], isWhole: boolean): HistoryRow[] {
  const last = fresh.at(-1);
  if (!last || isWhole) return [...fresh];
  const known = new Set(fresh.map(({ call }) => call));
  // the desk service's order: by time, then by the call's id
  const isOlder = ({ at, call }: HistoryRow): boolean => at < last.at || (at === last.at && call < last.call);
  return [...fresh, ...kept.filter((row) => isOlder(row) && !known.has(row.call))];
}
