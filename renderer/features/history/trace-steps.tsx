/** The five steps of judging a call, in order, with what each found; the one that decided is marked. */
import { Check, Minus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Verdict } from '../../../core/judge/verdict.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { traceText } from '../kit/reasons.ts';

export function TraceSteps({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation(['history', 'common']);
  const locale = useLocale();
  return (
    <ol className="hist-steps">
      {verdict.trace.map((step, index) => {
        const isReached = step.id !== 'not-reached';
        return (
          <li key={`${step.step}-${step.id}`} className={step.hit ? 'is-hit' : isReached ? undefined : 'is-off'}>
            <i aria-hidden="true">{step.hit ? <Check size={14} strokeWidth={2.5} /> : <Minus size={14} />}</i>
            <div>
              <b>
                {index + 1} {t(`step.${step.step}`)}
                {step.hit && <span className="lw-sr">{t('stepHit')}</span>}
              </b>
              <span>{traceText(step, locale)}</span>
            </div>
          </li>
        );
      })}
      <li className="is-result">
        <i aria-hidden="true" />
        <div>
          <b>
            {t('result')}
            {t(`common:action.${verdict.warn && verdict.action === 'ring' ? 'warn' : verdict.action}`)}
          </b>
        </div>
      </li>
    </ol>
  );
}
