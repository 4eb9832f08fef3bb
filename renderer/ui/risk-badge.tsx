/** Risk in a table or panel: silhouette, word, number; never colour alone. */
import { useTranslation } from 'react-i18next';
import type { Risk, RiskBand } from '../../core/judge/verdict.ts';
import { RiskIcon } from './shape-icon.tsx';

/** `size`: 14 in tables, 24 in panel heads. `null` risk = not yet judged. */
export function RiskBadge({ risk, size = 14 }: { risk: Risk | null; size?: 14 | 24 }) {
  const { t } = useTranslation();
  if (!risk) return <span className="lw-risk lw-risk-none">{t('risk.pending')}</span>;
  return (
    <span className={`lw-risk lw-risk-${size} lw-band-${risk.band}`}>
      <RiskIcon band={risk.band} size={size === 14 ? 16 : 28} />
      <span className="lw-risk-word">{t(`risk.${risk.band}`)}</span>
      <span className="lw-risk-score">{risk.score}</span>
    </span>
  );
}

/** The scale, cut at the bands' borders (16, 50, 80), with the score's place on it. */
export function RiskGauge({ score, band }: { score: number; band: RiskBand }) {
  return (
    <span className={`lw-gauge lw-band-${band}`} aria-hidden="true">
      <i /> <i /> <i /> <i />
      <b style={{ left: `${Math.min(100, Math.max(0, score))}%` }} />
    </span>
  );
}
