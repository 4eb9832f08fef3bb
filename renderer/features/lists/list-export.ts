/** List entries as a table for export, numbers as whoever exports may see them. Pure. */
import type { TFunction } from 'i18next';
import type { ListRow } from '../../../core/contract/features.ts';
import { maskNumber } from '../../../core/number/format-number.ts';
import { formatIsoDate } from '../../ui/format.ts';
import type { ExportTable } from '../kit/export-button.tsx';
import { isCustomerEntry } from './customer-entry.ts';

export function listTable(
  rows: readonly ListRow[],
  { t, isMasking }: { readonly t: TFunction<readonly ['lists', 'kit', 'common']>; readonly isMasking: boolean },
): ExportTable {
  const columns: readonly (readonly [string, (row: ListRow) => string | number])[] = [
    [t('column.list'), ({ kind }) => t(`common:list.${kind}`)],
    ['VIP', ({ vip }) => (vip ? 'VIP' : '')],
    [t('field.match'), ({ match }) => t(`match.${match.type}`)],
    [t('column.number'), (row) => (isMasking && isCustomerEntry(row) ? maskNumber(row.display) : row.display)],
    [t('csv.contact'), ({ contactName }) => contactName ?? ''],
    [t('column.reason'), ({ reason }) => reason],
    [t('column.author'), ({ author }) => author],
    [t('csv.created'), ({ createdAt }) => formatIsoDate(createdAt)],
    [t('column.expiry'), ({ expiresAt }) => (expiresAt === null ? t('kit:noEnd') : formatIsoDate(expiresAt))],
    [t('column.hits'), ({ hits30 }) => hits30],
  ];
  return {
    header: columns.map(([title]) => title),
    rows: rows.map((row) => columns.map(([, cell]) => cell(row))),
  };
}
