/** "Why is it 91": each factor as a bar that starts where the one before it ended, then the sum. */
import { useTranslation } from 'react-i18next';
import { baseline } from '../../../core/judge/factors.ts';
import type { Verdict } from '../../../core/judge/verdict.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { formatSigned } from '../../ui/format.ts';
import { factorText } from '../kit/reasons.ts';
import { contributionBars } from './contribution-bars.ts';

export function Contributions({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation('history');
  const locale = useLocale();
  const { score, band } = verdict.risk;
  const bars = contributionBars(verdict.factors.map(({ weight }) => weight));
  return (
    <ul className="hist-bars">
      <li>
        <span>{t('baseline')}</span>
        <b>{formatSigned(baseline)}</b>
        <i aria-hidden="true">
          <em className="is-base" style={{ left: 0, width: `${baseline}%` }} />
        </i>
      </li>
      {verdict.factors.map((factor, index) => (
        <li key={factor.id}>
          <span>{factorText(factor, locale)}</span>
          <b>{formatSigned(factor.weight)}</b>
          <i aria-hidden="true">
            <em
              className={factor.weight < 0 ? 'is-less' : 'is-more'}
              style={{ left: `${bars[index]?.from ?? 0}%`, width: `${bars[index]?.width ?? 0}%` }}
            />
          </i>
        </li>
      ))}
      <li className={`hist-sum lw-band-${band}`}>
        <span>{t('sum')}</span>
        <b>{score}</b>
        <i aria-hidden="true">
          <em style={{ left: 0, width: `${score}%` }} />
        </i>
      </li>
    </ul>
  );
}
