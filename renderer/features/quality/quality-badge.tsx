/** How a call sounds, in one line: bars, word, number; never colour alone. */
import { useTranslation } from 'react-i18next';
import { qualityLevel, type QualityLevel } from '../../../core/quality/call-quality.ts';

const lit: Readonly<Record<QualityLevel, number>> = { good: 4, fair: 3, poor: 2, bad: 1 };

/** Four bars, as many of them solid as the level is good: told apart without colour, at 16 px. */
function Bars({ level }: { level: QualityLevel }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {[0, 1, 2, 3].map((bar) => (
        <rect
          key={bar}
          x={bar * 4 + 0.75}
          y={11 - bar * 3}
          width={2.5}
          height={bar * 3 + 4}
          rx={0.5}
          fill={bar < lit[level] ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth={1}
        />
      ))}
    </svg>
  );
}

export function QualityBadge({ mos }: { mos: number }) {
  const { t } = useTranslation('quality');
  const level = qualityLevel(mos);
  return (
    <span className="lw-quality-badge" data-level={level}>
      <Bars level={level} />
      <span>{t(level)}</span>
      <b>{mos.toFixed(1)}</b>
    </span>
  );
}
