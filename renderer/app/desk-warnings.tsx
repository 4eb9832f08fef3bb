/** What the desk service's self-check found at its start, once each in this window: what happened, and what to do. */
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { warningCodeSchema, type WarningCode } from '../../core/contract/word-ids.ts';
import { Banner, type BannerKind } from '../ui/banner.tsx';
import { useServices } from './services.ts';

const kinds: Readonly<Record<WarningCode, BannerKind>> = {
  'log-corrupt': 'error',
  'restore-failed': 'error',
  'settings-corrupt': 'warning',
  'secrets-corrupt': 'warning',
  'secret-unreadable': 'warning',
  'disk-low': 'warning',
  'practice-failed': 'warning',
  'no-place-table': 'warning',
  'script-invalid': 'warning',
  'secret-not-sealed': 'warning',
  restored: 'good',
};
const order = warningCodeSchema.options;

/** The first that was not put away yet, worst first; the others follow when it is. */
export function useDeskWarning(): ReactElement | null {
  const { t } = useTranslation('frame');
  const { warnings } = useServices().hello;
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  // `filter` made an array of our own; toSorted came with Chromium 110
  const [first] = warnings
    .filter(({ code, detail }) => !away.has(`${code} ${detail}`))
    .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  if (first === undefined) return null;
  const { code, detail } = first;
  return (
    <Banner
      key={`warning ${code}`}
      kind={kinds[code]}
      title={t(`warning.${code}.title`)}
      text={t(`warning.${code}.text`)}
      detail={detail}
      action={
        <button type="button" className="lw-button" onClick={() => setAway(new Set([...away, `${code} ${detail}`]))}>
          {t('banner.understood')}
        </button>
      }
    />
  );
}
