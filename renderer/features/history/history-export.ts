/** History under a filter as a table for export: every page of it, numbers as whoever exports may see them. */
import type { TFunction } from 'i18next';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import { maskNumber } from '../../../core/number/format-number.ts';
import type { Locale } from '../../../core/settings/settings.ts';
import type { DeskClient } from '../../desk-link/desk-client.ts';
import { callResult } from '../../ui/call-result.ts';
import { formatClockSeconds, formatIsoDate } from '../../ui/format.ts';
import type { ExportTable } from '../kit/export-button.tsx';
import { isCustomerRow, verdictOf } from './history-columns.tsx';
import type { toQuery } from './history-filter.ts';

type T = TFunction<readonly ['history', 'common']>;

const page = 500;
/** A year of a busy desk; more is a matter for the log itself. */
const mostRows = 100_000;

export async function gatherHistory(
  desk: DeskClient,
  query: ReturnType<typeof toQuery>,
  words: { readonly t: T; readonly locale: Locale; readonly isMasking: boolean },
): Promise<ExportTable> {
  const rows: HistoryRow[] = [];
  for (let before: { at: number; call: string } | null = null; rows.length < mostRows;) {
    const answer: { rows: HistoryRow[] } = await desk.calls.history({ ...query, limit: page, before });
    rows.push(...answer.rows);
    const last = answer.rows.at(-1);
    if (answer.rows.length < page || last === undefined) break;
    before = { at: last.at, call: last.call };
  }
  return historyTable(rows, words);
}

export function historyTable(
  rows: readonly HistoryRow[],
  { t, locale, isMasking }: { readonly t: T; readonly locale: Locale; readonly isMasking: boolean },
): ExportTable {
  const columns: readonly (readonly [string, (row: HistoryRow) => string | number])[] = [
    [t('csv.time'), ({ at }) => `${formatIsoDate(at)} ${formatClockSeconds(at)}`],
    [t('csv.direction'), ({ direction }) => t(`csv.${direction}`)],
    [
      t('column.number'),
      (row) => {
        const shown = row.number.display || t('common:number.hidden');
        return isMasking && isCustomerRow(row) ? maskNumber(shown) : shown;
      },
    ],
    [t('csv.name'), ({ contact }) => contact?.name ?? ''],
    [t('csv.company'), ({ contact }) => contact?.company ?? ''],
    [t('column.place'), ({ place }) => place?.[locale] ?? ''],
    [t('column.risk'), ({ risk }) => (risk === null ? '' : t(`common:risk.${risk.band}`))],
    [t('csv.score'), ({ risk }) => risk?.score ?? ''],
    [t('column.verdict'), (row) => verdictOf(row, t)],
    [t('column.result'), (row) => t(`common:outcome.${callResult(row)}`)],
    [t('csv.ringSeconds'), ({ ringMs }) => Math.round(ringMs / 1000)],
    [t('csv.talkSeconds'), ({ talkMs }) => Math.round(talkMs / 1000)],
    [t('csv.agent'), ({ agent }) => agent],
    [t('column.tag'), ({ tags }) => tags.map((tag) => t(`common:tag.${tag}`)).join(' ')],
    [t('csv.note'), ({ note }) => note],
  ];
  return {
    header: columns.map(([title]) => title),
    rows: rows.map((row) => columns.map(([, cell]) => cell(row))),
  };
}
