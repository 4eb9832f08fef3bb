/** The last calls in a plain table; one tab stop, arrows move, Enter opens the number in history. */
import { PhoneIncoming } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import { navigate } from '../../app/route.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { callResult } from '../../ui/call-result.ts';
import { formatClock, formatDate, formatDuration, isSameDay } from '../../ui/format.ts';
import { NumberText } from '../../ui/number-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RiskBadge } from '../../ui/risk-badge.tsx';
import { isCustomerRow } from '../history/history-columns.tsx';

function verdictKey(row: HistoryRow): 'ring' | 'vip' | 'gate' | 'reject' | 'warn' | null {
  if (row.action === 'ring' && row.warn) return 'warn';
  return row.action;
}

export function RecentCalls({ rows, practice }: { rows: readonly HistoryRow[]; practice: boolean }) {
  const { t } = useTranslation(['home', 'common']);
  const locale = useLocale();
  const now = useNow();
  const [current, setCurrent] = useState(0);
  const at = Math.min(current, rows.length - 1);
  const open = (row: HistoryRow): void => navigate('history', { number: row.number.key, call: row.call });
  const onKeyDown = (event: KeyboardEvent<HTMLTableSectionElement>): void => {
    const row = rows[at];
    if (event.key === 'Enter' && row) open(row);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const next = Math.min(rows.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)));
      setCurrent(next);
      const element = event.currentTarget.rows[next];
      element?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <Panel
      className="lw-recent"
      title={t('recent')}
      meta={
        <button type="button" className="lw-link" onClick={() => navigate('history')}>
          {t('all')}
        </button>
      }
    >
      {rows.length === 0 ? (
        <EmptyState
          icon={PhoneIncoming}
          title={t('noRecent')}
          text={t(practice ? 'noRecentPractice' : 'noRecentText')}
        />
      ) : (
        <table className="lw-table">
          <thead>
            <tr>
              <th scope="col">{t('columns.time')}</th>
              <th scope="col">{t('columns.number')}</th>
              <th scope="col">{t('columns.risk')}</th>
              <th scope="col">{t('columns.verdict')}</th>
              <th scope="col">{t('columns.outcome')}</th>
              <th scope="col" className="lw-right">
                {t('columns.talk')}
              </th>
              <th scope="col">{t('columns.tags')}</th>
            </tr>
          </thead>
          <tbody onKeyDown={onKeyDown}>
            {rows.map((row, index) => {
              const verdict = verdictKey(row);
              return (
                <tr
                  key={row.call}
                  tabIndex={index === at ? 0 : -1}
                  onFocus={() => setCurrent(index)}
                  onClick={() => open(row)}
                >
                  <td className="lw-soft">
                    {isSameDay(row.at, now) ? formatClock(row.at) : formatDate(row.at, now, locale)}
                  </td>
                  <td>
                    <NumberText number={row.number} customer={isCustomerRow(row)} />{' '}
                    <span className="lw-soft lw-gap">
                      {row.contact
                        ? [row.contact.name, row.contact.company].filter(Boolean).join(' ・ ')
                        : (row.place?.[locale] ?? t('common:number.noPlace'))}
                    </span>
                  </td>
                  <td>{row.risk ? <RiskBadge risk={row.risk} /> : '—'}</td>
                  <td>{verdict ? t(`common:action.${verdict}`) : '—'}</td>
                  <td className={row.outcome === 'live' ? 'lw-live' : 'lw-soft'}>
                    {t(`common:outcome.${callResult(row)}`)}
                  </td>
                  <td className="lw-right">{row.talkMs > 0 ? formatDuration(row.talkMs) : '—'}</td>
                  <td>
                    {row.tags.length === 0
                      ? '—'
                      : row.tags.slice(0, 2).map((tag) => (
                          <span key={tag} className="lw-tag">
                            {t(`common:tag.${tag}`)}
                          </span>
                        ))}
                    {row.tags.length > 2 && <small> +{row.tags.length - 2}</small>}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
    </Panel>
  );
}
