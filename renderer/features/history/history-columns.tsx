/** The columns of the calls table. Numbers are never cut short; names and places are, with the whole text as a title. */
import type { TFunction } from 'i18next';
import { CircleDot } from 'lucide-react';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import type { Locale } from '../../../core/settings/settings.ts';
import { callResult } from '../../ui/call-result.ts';
import { formatClock, formatDate, formatDuration, isSameDay } from '../../ui/format.ts';
import { NumberText } from '../../ui/number-text.tsx';
import { RiskBadge } from '../../ui/risk-badge.tsx';
import type { GridColumn } from '../kit/desk-grid.tsx';
import type { Period } from './history-filter.ts';

type T = TFunction<readonly ['history', 'common']>;

export function isCustomerRow(row: HistoryRow): boolean {
  return row.customer === true || row.contact !== null || row.tags.includes('customer');
}

function Result({ row, now, t }: { row: HistoryRow; now: number; t: T }) {
  const result = callResult(row);
  if (row.outcome === 'live') {
    return (
      <b className="hist-live">
        {t(`common:outcome.${result}`)} {formatDuration(now - (row.answeredAt ?? row.at))}
      </b>
    );
  }
  return (
    <span>
      {t(`common:outcome.${result}`)}
      {result !== 'undone' && row.talkMs > 0 && ` ${formatDuration(row.talkMs)}`}
      {row.recorded && (
        <>
          {' '}
          <CircleDot size={14} className="hist-recorded" role="img" aria-label={t('recorded')} />
        </>
      )}
    </span>
  );
}

export function verdictOf(row: HistoryRow, t: T): string {
  if (row.direction === 'out') return t('outgoing');
  if (row.action === null) return t('common:none');
  return t(`common:action.${row.warn && row.action === 'ring' ? 'warn' : row.action}`);
}

export function historyColumns(t: T, locale: Locale, now: number, period: Period): GridColumn<HistoryRow>[] {
  const isDay = period === 'today';
  return [
    {
      id: 'time',
      title: t('column.time'),
      track: isDay ? '60px' : '112px',
      cell: (row) => (
        <span className="hist-time">
          {isDay || isSameDay(row.at, now) ? '' : `${formatDate(row.at, now, locale)} `}
          {formatClock(row.at)}
        </span>
      ),
    },
    {
      id: 'number',
      title: t('column.number'),
      track: '136px',
      cell: (row) => <NumberText number={row.number} customer={isCustomerRow(row)} />,
    },
    {
      id: 'place',
      title: t('column.place'),
      track: 'minmax(60px,1fr)',
      from: locale === 'en' ? 720 : 520,
      cell: (row) => {
        const place = row.place?.[locale] ?? t('common:number.noPlace');
        if (!row.contact) return <span title={place}>{place}</span>;
        const { name, company } = row.contact;
        const whole = [name, company].filter((part) => part !== '').join(t('common:dot'));
        return <span title={`${whole}${t('common:dot')}${place}`}>{name || company}</span>;
      },
    },
    {
      id: 'risk',
      title: t('column.risk'),
      track: locale === 'en' ? '124px' : '90px',
      cell: (row) => (row.direction === 'out' ? t('common:none') : <RiskBadge risk={row.risk} />),
    },
    {
      id: 'verdict',
      title: t('column.verdict'),
      track: locale === 'en' ? '96px' : '90px',
      from: 600,
      cell: (row) => verdictOf(row, t),
    },
    {
      id: 'result',
      title: t('column.result'),
      track: locale === 'en' ? 'minmax(96px,1.6fr)' : 'minmax(96px,116px)',
      from: 400,
      cell: (row) => <Result row={row} now={now} t={t} />,
    },
    {
      id: 'tag',
      title: t('column.tag'),
      track: locale === 'en' ? '88px' : '78px',
      from: 640,
      cell: (row) => {
        const [tag, ...more] = row.tags;
        if (tag === undefined) return t('common:none');
        return (
          <span title={row.tags.map((each) => t(`common:tag.${each}`)).join(t('common:dot'))}>
            <span className="lw-tag">{t(`common:tag.${tag}`)}</span>
            {more.length > 0 && <span className="kit-meta"> +{more.length}</span>}
          </span>
        );
      },
    },
  ];
}
