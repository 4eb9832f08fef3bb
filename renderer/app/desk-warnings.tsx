/** What the desk service's self-check found at its start, once each in this window: what happened, and what to do. */
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Banner, type BannerKind } from '../ui/banner.tsx';
import { useServices } from './services.ts';

const kinds = {
  'log-corrupt': 'error',
  'restore-failed': 'error',
  'settings-corrupt': 'warning',
  'secrets-corrupt': 'warning',
  'secret-unreadable': 'warning',
  'disk-low': 'warning',
  'practice-failed': 'warning',
  restored: 'good',
} as const satisfies Readonly<Record<string, BannerKind>>;
type Known = keyof typeof kinds;

const isKnown = (code: string): code is Known => Object.hasOwn(kinds, code);

/** The first that was not put away yet, worst first; the others follow when it is. What only IT can use stays in the log. */
export function useDeskWarning(): ReactElement | null {
  const { t } = useTranslation('frame');
  const { warnings } = useServices().hello;
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const order = Object.keys(kinds);
  // `filter` made an array of our own; toSorted came with Chromium 110
  const [first] = warnings
    .filter(({ code, detail }) => isKnown(code) && !away.has(`${code} ${detail}`))
    .sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
  if (first === undefined || !isKnown(first.code)) return null;
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
