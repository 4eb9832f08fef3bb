/** What happened without this agent: decisions on their escalations, and blocks that somebody undid. */
import { CircleCheck, Eye, Undo2, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import { navigate } from '../../app/route.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatWhen } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { isCustomerRow } from '../history/history-columns.tsx';
import { useMask } from '../../state/unmask.ts';

interface Item {
  readonly id: string;
  readonly at: number;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly number: string;
}

const shownItems = 6;

export function WorthALook({ rows }: { rows: readonly HistoryRow[] }) {
  const { t } = useTranslation(['home', 'common']);
  const locale = useLocale();
  const now = useNow();
  const { data } = useDeskData(
    ['escalations'],
    (desk, signal) => desk.escalations.all({ view: 'mine' }, { signal }),
    [],
  );
  const mask = useMask();
  const decided = (data ?? []).flatMap((each): Item[] => {
    if (!each.decision || each.decidedAt === null) return [];
    const name = each.decidedBy ?? '';
    const isReturned = each.decision.kind === 'hand-back';
    return [
      {
        id: each.id,
        at: each.decidedAt,
        icon: CircleCheck,
        title: isReturned
          ? t('returnedTitle', { name })
          : t('decidedTitle', { name, decision: t(`common:decision.${each.decision.kind}`) }),
        text: [mask(each.context.display, each.customer === true), each.decision.note].filter(Boolean).join(' ・ '),
        number: each.number,
      },
    ];
  });
  const undone = rows
    .filter((row) => row.undone)
    .map((row): Item => ({
      id: row.call,
      at: row.at,
      icon: Undo2,
      title: t('undoneTitle'),
      text: t('undoneText', { number: mask(row.number.display, isCustomerRow(row)) }),
      number: row.number.key,
    }));
  const items = [...decided, ...undone].sort((a, b) => b.at - a.at).slice(0, shownItems);
  return (
    <Panel className="lw-worth" title={t('worth')}>
      {items.length === 0 ? (
        <EmptyState icon={Eye} title={t('worthNone')} text={t('worthNoneText')} />
      ) : (
        <ul>
          {items.map(({ id, at, icon: Icon, title, text, number }) => (
            <li key={id}>
              <button type="button" onClick={() => navigate('history', { number })}>
                <Icon size={16} aria-hidden="true" />
                <span>
                  <b>{title}</b>
                  {text}
                  <small>{formatWhen(at, now, locale)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
