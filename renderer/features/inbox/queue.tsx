/** The queue at the left: one tab stop, ↑↓ choose, Enter claims. Knows nothing of deciding. */
import { CircleAlert, CircleCheck, Clock, Undo2 } from 'lucide-react';
import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Escalation } from '../../../core/escalation/escalation.ts';
import { useNow } from '../../state/clock.ts';
import { formatDuration } from '../../ui/format.ts';
import { RiskBadge } from '../../ui/risk-badge.tsx';
import { urgencyOf, waitedWords } from './waiting.ts';
import { useMask } from '../../state/unmask.ts';

function Badge({ item, now }: { item: Escalation; now: number }) {
  const { t } = useTranslation(['inbox', 'common']);
  if (item.state === 'decided' && item.decision) {
    return (
      <span className="inbox-badge inbox-done">
        <CircleCheck size={14} aria-hidden="true" />
        {t(`common:decision.${item.decision.kind}`)}
      </span>
    );
  }
  if (item.state === 'returned') {
    return (
      <span className="inbox-badge inbox-amber">
        <Undo2 size={14} aria-hidden="true" />
        {t('common:decision.hand-back')}
      </span>
    );
  }
  const urgency = urgencyOf(item, now);
  if (urgency === 'live') {
    return (
      <span className="inbox-badge inbox-live">
        <i aria-hidden="true" />
        {t('live', { time: formatDuration(now - item.openedAt) })}
      </span>
    );
  }
  const waited = waitedWords(now - item.openedAt);
  const words = waited.hours > 0 ? t('waitedHours', { ...waited }) : t('waitedMinutes', { minutes: waited.minutes });
  const Icon = urgency === 'red' ? CircleAlert : Clock;
  return (
    <span className={`inbox-badge inbox-${urgency}`}>
      <Icon size={14} aria-hidden="true" />
      {words}
      {urgency === 'red' && <span className="lw-sr">{t('overdue')}</span>}
    </span>
  );
}

interface QueueProps {
  readonly label: string;
  readonly items: readonly Escalation[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onEnter: () => void;
}

export function Queue({ label, items, chosen, onChoose, onEnter }: QueueProps) {
  const { t } = useTranslation('inbox');
  const now = useNow();
  const mask = useMask();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const at = items.findIndex((item) => item.id === chosen);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 };
    const step = to[event.key];
    if (step !== undefined) {
      const item = items[Math.min(items.length - 1, Math.max(0, step))];
      if (item) onChoose(item.id);
    } else if (event.key === 'Enter') onEnter();
    else return;
    event.preventDefault();
  };
  return (
    <ul
      ref={list}
      className="inbox-queue"
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
      onKeyDown={onKeyDown}
    >
      {items.map((item, index) => (
        <li
          key={item.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={item.id === chosen}
          onClick={() => onChoose(item.id)}
        >
          <span className="inbox-line">
            <b>{mask(item.context.display || item.number, item.customer === true)}</b>
            <Badge item={item} now={now} />
          </span>
          <span className="inbox-note" title={item.note}>
            {item.note === '' ? t('noNote') : item.note}
          </span>
          <span className="inbox-line">
            <RiskBadge risk={item.context.risk} />
            <span className="inbox-who">
              {item.state === 'claimed' && item.claimedBy !== null
                ? t('claimedByShort', { name: item.claimedBy })
                : item.openedBy}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
