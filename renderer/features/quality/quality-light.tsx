/** The live call's quality under its timer; a press shows what it is made of. Says so where nothing is measured. */
import { CircleDashed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { qualityLevel } from '../../../core/quality/call-quality.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { QualityBadge } from './quality-badge.tsx';
import './quality.css';

interface QualityLightProps {
  readonly call: PhoneCall;
  readonly open: boolean;
  readonly onToggle: () => void;
}

export function QualityLight({ call, open, onToggle }: QualityLightProps) {
  const { t } = useTranslation('quality');
  const { quality, trouble } = call;
  if (call.call.state !== 'live') return null;
  const level = quality === null ? null : qualityLevel(quality.mos);
  const why = call.call.held ? t('held') : trouble === null ? t('measuring') : t('none');
  return (
    <>
      <button type="button" className="lw-quality" aria-expanded={open} aria-keyshortcuts="Q" onClick={onToggle}>
        <span className="lw-sr">{t('label')} </span>
        {quality === null ? (
          <span className="lw-quality-badge">
            <CircleDashed size={16} strokeWidth={2} aria-hidden="true" />
            <span>{why}</span>
          </span>
        ) : (
          <QualityBadge mos={quality.mos} />
        )}
        <Keycap>Q</Keycap>
      </button>
      {/* heard only where it falls: a number that moves each second is not news */}
      <span className="lw-sr" role="status">
        {level === 'poor' || level === 'bad' ? t('fell', { level: t(level) }) : ''}
      </span>
    </>
  );
}
