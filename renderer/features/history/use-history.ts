/** Rows of history under a filter: the first page follows changes, older pages are read when the end of the table is near. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import { useServices } from '../../app/services.ts';
import { useNow } from '../../state/clock.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { startOfDay } from '../../ui/format.ts';
import { toQuery, type HistoryFilter } from './history-filter.ts';
import { mergePages } from './merge-pages.ts';

const firstPage = 200;
const furtherPage = 500;
const noRows: readonly HistoryRow[] = [];

export interface History {
  readonly rows: readonly HistoryRow[];
  readonly total: number;
  readonly counts: Readonly<Record<string, number>>;
  /** null while the first answer is awaited */
  readonly ready: boolean;
  readonly error: unknown;
  readonly reload: () => void;
  readonly readOlder: () => void;
}

export function useHistory(filter: HistoryFilter): History {
  const { desk } = useServices();
  const today = startOfDay(useNow());
  const query = useMemo(() => toQuery(filter, today), [filter, today]);
  const page = useDeskData(
    ['calls', 'tags', 'contacts', 'numbers'],
    async (client, signal) => ({
      query,
      answer: await client.calls.history({ ...query, limit: firstPage }, { signal }),
    }),
    [query],
  );
  const [older, setOlder] = useState<{ query: object; rows: readonly HistoryRow[]; error: unknown }>({
    query,
    rows: [],
    error: null,
  });
  const fresh = page.data?.answer;
  const shown = page.data?.query;
  const kept = older.query === shown ? older.rows : noRows;
  const isWhole = fresh !== undefined && fresh.total <= fresh.rows.length;
  const rows = useMemo(() => mergePages(fresh?.rows ?? [], kept, isWhole), [fresh, kept, isWhole]);

  // rows that a new call pushes off the first page must not be lost: they are older pages now
  useEffect(() => {
    if (!shown || !fresh) return;
    setOlder((old) => {
      const same = old.query === shown;
      return {
        query: shown,
        rows: mergePages(fresh.rows, same ? old.rows : noRows, isWhole),
        error: same ? old.error : null,
      };
    });
  }, [shown, fresh, isWhole]);

  const isReading = useRef(false);
  const last = rows.at(-1);
  const hasMore = fresh !== undefined && rows.length < fresh.total;
  const readOlder = useCallback(() => {
    if (isReading.current || !hasMore || !last || !shown) return;
    isReading.current = true;
    desk.calls
      .history({ ...shown, limit: furtherPage, before: { at: last.at, call: last.call } })
      .then(
        (answer) =>
          setOlder((old) =>
            old.query === shown ? { query: shown, rows: [...old.rows, ...answer.rows], error: null } : old,
          ),
        (error: unknown) => setOlder((old) => ({ ...old, error })),
      )
      .finally(() => (isReading.current = false));
  }, [desk, hasMore, last, shown]);

  return {
    rows,
    total: fresh?.total ?? 0,
    counts: fresh?.counts ?? {},
    ready: fresh !== undefined,
    error: page.error ?? older.error,
    reload: page.reload,
    readOlder,
  };
}
