/** The list entry that covers a number and the tags colleagues put on it, each with author and date. */
import { Tag as TagIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CallerCard } from '../../../core/call/caller-card.ts';
import { badTags } from '../../../core/tag/tag.ts';
import { navigate } from '../../app/route.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { formatDate, formatLeft } from '../../ui/format.ts';
import { ListChip } from '../kit/list-chip.tsx';

export function Standing({ card }: { card: CallerCard }) {
  const { t } = useTranslation(['history', 'common']);
  const locale = useLocale();
  const now = useNow();
  const { list, tags } = card;
  return (
    <ul className="hist-standing">
      {list === null ? (
        <li className="is-none">{t('common:list.none')}</li>
      ) : (
        <li>
          <button type="button" className="hist-chip-button" onClick={() => navigate('lists', { entry: list.id })}>
            <ListChip kind={list.kind} vip={list.vip} />
          </button>
          <div>
            <span>{[formatLeft(list.expiresAt, now, locale), list.reason].filter(Boolean).join(t('common:dot'))}</span>
            <span className="kit-meta">
              {list.author} {formatDate(list.createdAt, now, locale)}
            </span>
          </div>
        </li>
      )}
      {tags.map((mark) => (
        <li key={mark.id}>
          <span
            className={`lw-chip lw-chip-${badTags.has(mark.tag) ? 'block' : mark.tag === 'customer' ? 'allow' : 'none'}`}
          >
            <TagIcon size={14} strokeWidth={1.75} aria-hidden="true" />
            {t(`common:tag.${mark.tag}`)}
          </span>
          <div>
            {mark.subtype !== null && <span>{t(`common:subtype.${mark.subtype as 'other'}`)}</span>}
            <span className="kit-meta">
              {mark.author} {formatDate(mark.at, now, locale)}
            </span>
          </div>
        </li>
      ))}
      {tags.length === 0 && <li className="is-none">{t('noTags')}</li>}
      {tags.length > 0 && <li className="kit-meta">{t('tagsDecay')}</li>}
    </ul>
  );
}
