/** Everything about one number: how risky and why, what lists and colleagues say, what happened, and what to do about it. */
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { failureOf } from '../../state/failure.ts';
import { formatAgo, formatClock, formatDate, formatWhen, isSameDay } from '../../ui/format.ts';
import { NumberText, PlaceText } from '../../ui/number-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RiskBadge, RiskGauge } from '../../ui/risk-badge.tsx';
import { Choice } from '../kit/choice.tsx';
import { FailureBanner, ReadFailure } from '../kit/failure-banner.tsx';
import type { Feedback } from '../kit/feedback.tsx';
import { WholeQuality } from '../quality/whole-quality.tsx';
import { RecordingsOfCall } from '../recording/recordings-of-call.tsx';
import { BlockedCall } from './blocked-call.tsx';
import { Contributions } from './contributions.tsx';
import { NumberActions } from './number-actions.tsx';
import { Standing } from './standing.tsx';
import { Timeline } from './timeline.tsx';
import { TraceSteps } from './trace-steps.tsx';
import { useMasking } from '../../state/unmask.ts';
import { isCustomer } from '../../../core/call/customer.ts';

interface NumberPageProps {
  readonly number: string;
  /** the call it was opened from: its verdict is explained as it was then */
  readonly call: string | null;
  readonly row: HistoryRow | null;
  readonly feedback: Feedback;
  readonly onClose: () => void;
}

export function NumberPage({ number, call, row, feedback, onClose }: NumberPageProps) {
  const { t } = useTranslation(['history', 'common']);
  const locale = useLocale();
  const now = useNow();
  const isMasking = useMasking();
  const [moment, setMoment] = useState<'then' | 'now'>('then');
  const about = useDeskData(
    ['calls', 'tags', 'lists', 'contacts', 'escalations', 'numbers'],
    (desk, signal) => desk.calls.number({ number }, { signal }),
    [number],
  );
  const judged = row !== null && row.action !== null;
  const then = useDeskData(
    ['calls'],
    (desk, signal) => (judged && call !== null ? desk.calls.verdict({ call }, { signal }) : Promise.resolve(null)),
    [call, judged],
  );
  const close = (
    <button type="button" className="kit-icon-button hist-back" onClick={onClose} aria-label={t('back')}>
      <ArrowLeft size={20} aria-hidden="true" />
    </button>
  );
  if (!about.data) {
    return (
      <Panel label={t('numberLabel')} className="hist-page">
        {close}
        {about.error === null ? (
          <p className="hist-wait">{t('common:loading')}</p>
        ) : (
          <ReadFailure error={about.error} onRetry={about.reload} />
        )}
      </Panel>
    );
  }
  const { card, timeline } = about.data;
  // the head says what the number is now; the reasons are those of the call it was opened from, until somebody asks for now
  const { risk } = card.verdict;
  const past = row === null ? null : then.data;
  const changed = past !== null && past.risk.score !== risk.score;
  const isThen = past !== null && row !== null && (moment === 'then' || !changed);
  const verdict = isThen ? past : card.verdict;
  const customer = isCustomer(card);
  const name = card.contact
    ? [card.contact.name, card.contact.company].filter((part) => part !== '').join(t('common:dot'))
    : card.claimedName !== ''
      ? t('claims', { name: card.claimedName })
      : '';
  return (
    <Panel label={t('numberLabel')} className="hist-page">
      <header className={`hist-head lw-band-${risk.band}`}>
        {close}
        <div className="hist-who">
          <h2>
            <NumberText number={card.number} customer={customer} size={32} />
          </h2>
          <p>
            <PlaceText place={card.place} />
            {card.carrier && <span className="hist-carrier">{t(`common:carrier.${card.carrier}`)}</span>}
            {name !== '' && <span className="hist-name">{name}</span>}
          </p>
          {customer && isMasking && <p className="kit-meta">{t('common:number.unmask')}</p>}
        </div>
        <div className="hist-risk">
          <RiskBadge risk={risk} size={24} />
          <RiskGauge score={risk.score} band={risk.band} />
        </div>
      </header>
      {row !== null && <BlockedCall row={row} feedback={feedback} />}
      {row !== null && <RecordingsOfCall key={row.call} row={row} feedback={feedback} />}
      <NumberActions card={card} call={call} feedback={feedback} />
      {about.error !== null && (
        <div className="kit-read-failure">
          <FailureBanner title={t('stale')} failure={failureOf(about.error)} onRetry={about.reload} />
        </div>
      )}
      {row !== null && row.note !== '' && (
        <p className="hist-note">
          <b>{t('note', { name: row.agent === '' ? t('noteNobody') : row.agent })}</b>
          {row.note}
        </p>
      )}
      {row?.quality && <WholeQuality quality={row.quality} />}
      <div className="hist-quarters">
        <section aria-label={t('why', { score: verdict.risk.score })} id="hist-why" tabIndex={-1}>
          <h3>{t('why', { score: verdict.risk.score })}</h3>
          {changed ? (
            <Choice<'then' | 'now'>
              label={t('whyMoment')}
              value={moment}
              options={[
                { value: 'then', label: t('whyThenShort', { score: past.risk.score }) },
                { value: 'now', label: t('whyNow', { score: risk.score }) },
              ]}
              onChange={setMoment}
            />
          ) : (
            isThen && <p className="kit-meta">{t('whyThen', { when: formatWhen(row.at, now, locale) })}</p>
          )}
          <Contributions verdict={verdict} />
          <p className="kit-meta">{t('source', { ago: formatAgo(isThen ? row.at : card.at, now, locale) })}</p>
        </section>
        <section aria-label={t('trace')}>
          <h3>{t('trace')}</h3>
          <TraceSteps verdict={verdict} />
        </section>
        <section aria-label={t('standing')}>
          <h3>{t('standing')}</h3>
          <Standing card={card} />
        </section>
        <section aria-label={t('timelineTitle')}>
          <h3>{t('timelineTitle')}</h3>
          <Timeline
            items={timeline}
            clock={(at) => formatClock(at)}
            day={(at) => (isSameDay(at, now) ? t('today') : formatDate(at, now, locale))}
          />
        </section>
      </div>
    </Panel>
  );
}
