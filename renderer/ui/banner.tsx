/** Says what happened, then what it means for calls, then offers one thing to do; codes stay behind 详情. */
import { CircleAlert, CircleCheck, CircleX, Info } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export type BannerKind = 'error' | 'warning' | 'info' | 'good';
const icons = { error: CircleX, warning: CircleAlert, info: Info, good: CircleCheck } as const;

interface BannerProps {
  readonly kind: BannerKind;
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly detail?: string | undefined;
  readonly action?: ReactNode;
}

export function Banner({ kind, title, text, detail, action }: BannerProps) {
  const { t } = useTranslation();
  const Icon = icons[kind];
  return (
    <div className={`lw-banner lw-banner-${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      <Icon size={20} aria-hidden="true" />
      <div className="lw-banner-words">
        <strong>{title}</strong>
        {text !== undefined && <span>{text}</span>}
        {detail !== undefined && detail !== '' && (
          <details>
            <summary>{t('details')}</summary>
            <code>{detail}</code>
          </details>
        )}
      </div>
      {action !== undefined && <div className="lw-banner-action">{action}</div>}
    </div>
  );
}
