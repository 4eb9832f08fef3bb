/** History: the calls table with its filters on the left, the page of the chosen number on the right. */
import { History as HistoryIcon, MousePointerClick, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseNumber } from '../../../core/number/parse-number.ts';
import type { PageProps } from '../../app/pages.tsx';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { failureOf } from '../../state/failure.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/panel.tsx';
import { useLayout } from '../../ui/use-layout.ts';
import { DeskGrid } from '../kit/desk-grid.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { FeedbackSlot, useFeedback } from '../kit/feedback.tsx';
import { useSettled } from '../kit/settled.ts';
import '../kit/kit.css';
import { FilterBar } from './filter-bar.tsx';
import { historyColumns } from './history-columns.tsx';
import { toQuery, wholeFilter, type HistoryFilter } from './history-filter.ts';
import './history.css';
import { NumberPage } from './number-page.tsx';
import { useHistory } from './use-history.ts';
import { useMasking } from '../../state/unmask.ts';
import { useServices } from '../../app/services.ts';
import { ExportButton } from '../kit/export-button.tsx';
import { gatherHistory } from './history-export.ts';

/** What is open on the right: a call of the table, or a number that another page asked for. */
interface Chosen {
  readonly number: string;
  readonly call: string | null;
}

function fromParams(params: PageProps['params']): Partial<HistoryFilter> {
  const text = params['text'];
  return text === undefined || text === '' ? {} : { text: text.slice(0, 64), period: '180d' };
}

/** A number that is asked for, or a whole one that is looked for: it has a page also without any call. */
function chosenFrom(params: PageProps['params']): Chosen | null {
  const number = params['number'];
  if (number !== undefined && number !== '') return { number, call: params['call'] ?? null };
  const { kind, key } = parseNumber(params['text'] ?? '');
  return ['mobile', 'landline', 'toll-free', 'iot', 'overseas'].includes(kind) ? { number: key, call: null } : null;
}

export default function HistoryPage({ params }: PageProps) {
  const { t } = useTranslation(['history', 'common']);
  const { desk } = useServices();
  const isMasking = useMasking();
  const locale = useLocale();
  const now = useNow();
  const layout = useLayout();
  const [filter, setFilter] = useState<HistoryFilter>(() => ({ ...wholeFilter, ...fromParams(params) }));
  const [chosen, setChosen] = useState<Chosen | null>(() => chosenFrom(params));
  const [seen, setSeen] = useState(params);
  if (seen !== params) {
    setSeen(params);
    setFilter((old) => ({ ...old, ...fromParams(params) }));
    setChosen((old) => chosenFrom(params) ?? old);
  }
  const history = useHistory(useSettled(filter, 150));
  const feedback = useFeedback();
  const openRow = history.rows.find(({ call }) => call === chosen?.call) ?? null;
  useKeys({ Escape: () => setChosen(null) }, { when: chosen !== null });

  // with nothing chosen yet, the newest call is what people come for; later ones must not take its place
  const [greeted, setGreeted] = useState(false);
  if (history.ready && !greeted) {
    setGreeted(true);
    const newest = history.rows[0];
    if (chosen === null && newest && layout !== 'narrow') setChosen({ number: newest.number.key, call: newest.call });
  }

  const isNarrowed = filter.text !== '' || filter.band !== 'any' || filter.tag !== null || filter.action !== null;
  const all = (): void => setFilter({ ...wholeFilter, text: filter.text, period: 'all' });
  const empty = !history.ready ? null : isNarrowed || filter.onlyMine ? (
    <EmptyState
      icon={Search}
      title={filter.text === '' ? t('none.filtered') : t('none.search', { text: filter.text })}
      text={t('none.searched', { period: t(`period.${filter.period}`) })}
      action={
        <button type="button" className="lw-button" onClick={all}>
          {t('none.searchAll')}
        </button>
      }
    />
  ) : (
    <EmptyState
      icon={HistoryIcon}
      title={t('none.calls', { period: t(`period.${filter.period}`) })}
      text={t('none.callsText')}
      {...(filter.period === 'all'
        ? {}
        : {
            action: (
              <button type="button" className="lw-button" onClick={all}>
                {t('none.searchAll')}
              </button>
            ),
          })}
    />
  );

  return (
    <div className="hist" data-open={chosen !== null}>
      <h1 className="lw-sr">{t('title')}</h1>
      <Panel
        label={t('listLabel')}
        className="hist-list"
        foot={
          <div className="kit-foot">
            <FeedbackSlot feedback={feedback} idle={isMasking ? t('masked') : t('keysHint')} />
            <ExportButton
              name="history"
              feedback={feedback}
              unable={history.error !== null ? 'unread' : history.ready && history.total === 0 ? 'empty' : null}
              gather={() => gatherHistory(desk, toQuery(filter, now), { t, locale, isMasking })}
            />
            <span className="kit-meta">{t('shownOf', { shown: history.rows.length, total: history.total })}</span>
          </div>
        }
      >
        <FilterBar filter={filter} counts={history.counts} onChange={setFilter} />
        {history.error !== null && (
          <div className="kit-read-failure">
            <FailureBanner isRead title={t('readFailed')} failure={failureOf(history.error)} onRetry={history.reload} />
          </div>
        )}
        <DeskGrid
          label={t('listLabel')}
          rows={history.rows}
          total={history.total}
          rowId={(row) => row.call}
          rowHeight={42}
          columns={historyColumns(t, locale, now, filter.period)}
          openId={chosen?.call ?? null}
          onOpen={(row) => setChosen({ number: row.number.key, call: row.call })}
          onEnd={history.readOlder}
          empty={empty ?? (history.error === null && <p className="hist-wait">{t('common:loading')}</p>)}
        />
      </Panel>
      {chosen === null ? (
        <Panel label={t('numberLabel')} className="hist-page">
          <EmptyState icon={MousePointerClick} title={t('none.chosen')} text={t('none.chosenText')} />
        </Panel>
      ) : (
        <NumberPage
          key={chosen.number}
          number={chosen.number}
          call={chosen.call}
          row={openRow}
          feedback={feedback}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  );
}
