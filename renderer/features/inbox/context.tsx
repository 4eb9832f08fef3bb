/** What the supervisor needs to see as it was when the agent asked: risk, note, reasons, tags, the way through the script, neighbours. */
import { ArrowDown, ArrowUp, Check, ExternalLink } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Escalation } from '../../../core/escalation/escalation.ts';
import { navigate } from '../../app/route.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { callResult } from '../../ui/call-result.ts';
import { formatClock, formatDuration, formatSigned, formatWhen } from '../../ui/format.ts';
import { NumberText, PlaceText } from '../../ui/number-text.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RiskBadge } from '../../ui/risk-badge.tsx';
import { factorText } from '../kit/reasons.ts';

const neighbourPrefix = 10;
const neighbourDays = 30;

/** Other numbers of the same ten thousand that called lately: a gang that changes its number keeps its segment. */
function Neighbours({ number }: { number: string }) {
  const { t } = useTranslation(['inbox', 'common']);
  const locale = useLocale();
  const now = useNow();
  const isMobile = /^\+861\d{10}$/.test(number);
  const prefix = number.slice(0, neighbourPrefix);
  const { data } = useDeskData(
    ['calls'],
    async (desk, signal) => {
      if (!isMobile) return [];
      const since = Date.now() - neighbourDays * 86_400_000;
      const answer = await desk.calls.history({ text: prefix.slice(3), since, limit: 50 }, { signal });
      return answer.rows.filter(({ number: { key } }) => key.startsWith(prefix) && key !== number);
    },
    [number],
  );
  if (!data || data.length === 0) return null;
  const shown = data.slice(0, 3);
  return (
    <section className="inbox-neighbours" aria-label={t('neighbours')}>
      <h3>{t('neighbours')}</h3>
      <ul>
        {shown.map((row) => (
          <li key={row.call}>
            <b>{row.number.display.slice(-4)}</b>
            <span>{formatWhen(row.at, now, locale)}</span>
            <span>
              {t(`common:outcome.${callResult(row)}`)}
              {row.talkMs > 0 && ` ${formatDuration(row.talkMs)}`}
            </span>
          </li>
        ))}
        {data.length > shown.length && (
          <li className="kit-meta">{t('moreCalls', { count: data.length - shown.length })}</li>
        )}
      </ul>
    </section>
  );
}

export function Context({ item }: { item: Escalation }) {
  const { t } = useTranslation(['inbox', 'common']);
  const locale = useLocale();
  const now = useNow();
  const { context } = item;
  const band = context.risk?.band ?? 'unknown';
  const answered = context.trail.filter(({ answer }) => answer !== null);
  return (
    <Panel label={t('contextLabel')} className="inbox-context">
      <header className={`inbox-head lw-band-${band}`}>
        <RiskBadge risk={context.risk} size={24} />
        {item.live && (
          <span className="inbox-on-call">
            <i aria-hidden="true" />
            {t('onCall', { name: item.openedBy, time: formatDuration(now - item.openedAt) })}
          </span>
        )}
      </header>
      <div className="inbox-number">
        <div>
          <h2>
            <NumberText
              number={{ kind: 'mobile', display: context.display || item.number }}
              customer={item.customer === true}
              size={32}
            />
          </h2>
          <PlaceText place={context.place} />
        </div>
        <button
          type="button"
          className="lw-button"
          onClick={() =>
            navigate('history', item.call === null ? { number: item.number } : { number: item.number, call: item.call })
          }
        >
          <ExternalLink size={16} aria-hidden="true" />
          {t('openNumber')}
        </button>
      </div>
      <blockquote className="inbox-quote">
        <b>{t(item.kind === 'in-call' ? 'askedInCall' : 'askedAfter', { name: item.openedBy })}</b>
        <time>{formatWhen(item.openedAt, now, locale)}</time>
        <p>{item.note === '' ? t('noNote') : item.note}</p>
      </blockquote>
      <div className="inbox-halves">
        <section aria-label={t('why')}>
          <h3>{context.risk ? t('whyScore', { score: context.risk.score }) : t('why')}</h3>
          <ul className="inbox-factors">
            {context.factors.map((factor) => (
              <li key={factor.id}>
                <i className={factor.weight < 0 ? 'is-less' : 'is-more'} aria-hidden="true">
                  {factor.weight < 0 ? <ArrowDown size={14} /> : <ArrowUp size={14} />}
                </i>
                <span>{factorText(factor, locale)}</span>
                <b>{formatSigned(factor.weight)}</b>
              </li>
            ))}
            {context.factors.length === 0 && <li className="is-none">{t('noFactors')}</li>}
          </ul>
        </section>
        <section aria-label={t('trail')}>
          <h3>
            {t('trail')}
            {context.trail[0] && <span className="kit-meta"> {context.trail[0].title}</span>}
          </h3>
          <ol className="inbox-trail">
            {answered.map((step) => (
              <li key={`${step.step} ${step.at}`}>
                <Check size={16} aria-hidden="true" />
                <span>
                  {step.stepTitle}
                  <em>{step.answer}</em>
                </span>
                <time>{formatClock(step.at)}</time>
              </li>
            ))}
            {answered.length === 0 && <li className="is-none">{t('noTrail')}</li>}
          </ol>
          {context.outcome !== null && (
            <p>
              {t('outcome')} <b>{context.outcome}</b>
            </p>
          )}
        </section>
      </div>
      {context.tags.length > 0 && (
        <p className="inbox-tags">
          {t('tags')}
          {context.tags.map((tag) => (
            <span key={tag} className="lw-tag">
              {t(`common:tag.${tag}`)}
            </span>
          ))}
        </p>
      )}
      <Neighbours number={item.number} />
    </Panel>
  );
}
