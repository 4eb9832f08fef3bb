/** How a call sounds, in one line: bars, word, number; never colour alone. */
import { SignalHigh, SignalLow, SignalMedium, SignalZero, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { qualityLevel, type QualityLevel } from '../../../core/quality/call-quality.ts';

const icons: Readonly<Record<QualityLevel, LucideIcon>> = {
  good: SignalHigh,
  fair: SignalMedium,
  poor: SignalLow,
  bad: SignalZero,
};

export function QualityBadge({ mos }: { mos: number }) {
  const { t } = useTranslation('quality');
  const level = qualityLevel(mos);
  const Icon = icons[level];
  return (
    <span className="lw-quality-badge" data-level={level}>
      <Icon size={16} strokeWidth={2} aria-hidden="true" />
      <span>{t(level)}</span>
      <b>{mos.toFixed(1)}</b>
    </span>
  );
}
