/** A list's name as a chip with its icon: block, watch or allow. */
import { Ban, Eye, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ListKind } from '../../../core/list/list-entry.ts';

const icons = { block: Ban, watch: Eye, allow: ShieldCheck } as const;

export function ListChip({ kind, vip }: { kind: ListKind; vip: boolean }) {
  const { t } = useTranslation('common');
  const Icon = icons[kind];
  return (
    <span className={`lw-chip lw-chip-${kind}`}>
      <Icon size={14} strokeWidth={1.75} aria-hidden="true" />
      {t(`list.${kind}`)}
      {vip && <b>{t('list.vip')}</b>}
    </span>
  );
}
