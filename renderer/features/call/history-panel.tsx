/** What passed between us and this number, newest first, by day; and the note of this call. */
import { History, Phone, PhoneMissed, PhoneOff, Ban, type LucideIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { numberOf } from '../../state/call-commands.ts';
import { useNow } from '../../state/clock.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { callResult } from '../../ui/call-result.ts';
import { formatClock, formatDay, formatSpan, startOfDay } from '../../ui/format.ts';
import { Panel } from '../../ui/panel.tsx';
import { NoteField } from './note-field.tsx';

const shownRows = 30;

function useNumberHistory(call: PhoneCall): readonly HistoryRow[] {
  const number = numberOf(call);
  const { data } = useDeskData(
    ['calls', 'tags'],
    async (desk, signal) => {
      if (number === null) return [];
      const { rows } = await desk.calls.history({ text: number, limit: shownRows }, { signal });
      // the search also finds numbers that contain this one
      return rows.filter((row) => row.number.key === number && row.call !== call.id);
    },
    [number, call.id, call.call.state],
  );
  return data ?? [];
}

const icons: Readonly<Record<HistoryRow['outcome'], LucideIcon>> = {
  live: Phone,
  answered: Phone,
  missed: PhoneMissed,
  declined: PhoneOff,
  rejected: Ban,
  blocked: Ban,
  'answered-elsewhere': Phone,
  failed: PhoneMissed,
};

interface Entry {
  readonly id: string;
  readonly at: number;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly current: boolean;
}

function useEntries(call: PhoneCall): readonly Entry[] {
  const { t } = useTranslation(['call', 'common']);
  const locale = useLocale();
  const rows = useNumberHistory(call);
  const own: Entry = {
    id: call.id,
    at: call.invitedAt,
    icon: Phone,
    title: t(call.direction === 'in' ? 'thisCall' : 'thisCallOut'),
    text: 'rangFor' in call.call ? t('rang', { seconds: Math.round(call.call.rangFor / 1000) }) : '',
    current: true,
  };
  const past = rows.map((row): Entry => {
    const parts = [
      row.outcome === 'answered'
        ? t('talked', { span: formatSpan(row.talkMs, locale) })
        : t('rang', { seconds: Math.round(row.ringMs / 1000) }),
      row.agent,
      ...row.tags.map((tag) => t('tagged', { tag: t(`common:tag.${tag}`) })),
      row.note,
    ];
    return {
      id: row.call,
      at: row.at,
      icon: icons[row.outcome],
      title: t(`common:outcome.${callResult(row)}`),
      text: parts.filter((part) => part !== '').join(' ・ '),
      current: false,
    };
  });
  return [own, ...past];
}

export function HistoryList({ call }: { call: PhoneCall }) {
  const { t } = useTranslation('call');
  const locale = useLocale();
  const now = useNow();
  const entries = useEntries(call);
  const days = new Map<number, Entry[]>();
  for (const entry of entries) {
    const day = startOfDay(entry.at);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return (
    <div className="lw-past">
      {[...days].map(([day, list]) => (
        <section key={day}>
          <h3>{formatDay(day, now, locale)}</h3>
          <ol>
            {list.map(({ id, at, icon: Icon, title, text, current }) => (
              <li key={id} data-current={current || undefined}>
                <time>{formatClock(at)}</time>
                <i aria-hidden="true">
                  <Icon size={14} strokeWidth={2} />
                </i>
                <span>
                  {title}
                  {text !== '' && <small>{text}</small>}
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {entries.length === 1 && <EmptyState icon={History} title={t('historyNone')} text={t('historyNoneText')} />}
    </div>
  );
}

export function HistoryPanel({ call }: { call: PhoneCall }) {
  const { t } = useTranslation('call');
  const count = call.card?.history.calls;
  return (
    <Panel
      className="lw-history"
      title={t('history')}
      {...(count === undefined ? {} : { meta: t('historyCount', { count }) })}
      foot={<NoteField call={call} key={call.id} />}
    >
      <HistoryList call={call} />
    </Panel>
  );
}
