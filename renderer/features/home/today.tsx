/** Today's numbers, each with the one line that explains it. */
import { useTranslation } from 'react-i18next';
import { useNow } from '../../state/clock.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { startOfDay } from '../../ui/format.ts';

export function TodayNumbers() {
  const { t } = useTranslation(['home', 'common']);
  const since = startOfDay(useNow());
  const { data } = useDeskData(
    ['calls', 'tags', 'escalations'],
    (desk, signal) => desk.calls.today({ since }, { signal }),
    [since],
  );
  const mean = data?.meanAnswerMs ?? null;
  const tagWords = (data?.tags ?? [])
    .slice(0, 3)
    .map(({ tag, count }) => `${t(`common:tag.${tag}`)} ${count}`)
    .join(' ・ ');
  const cells = [
    {
      label: t('answered'),
      value: data?.answered,
      note: mean === null ? '' : t('meanAnswer', { seconds: (mean / 1000).toFixed(1) }),
    },
    {
      label: t('blocked'),
      value: data?.blocked,
      note: data && data.undone > 0 ? t('undone', { count: data.undone }) : '',
    },
    { label: t('missed'), value: data?.missed, note: data && data.missed > 0 ? t('missedNote') : '' },
    { label: t('tagged'), value: data?.tagged, note: tagWords },
    {
      label: t('escalated'),
      value: data?.escalated,
      note: data && data.decided > 0 ? t('decided', { count: data.decided }) : '',
    },
  ];
  return (
    <section className="lw-panel lw-today" aria-label={t('today')}>
      <dl>
        {cells.map((cell) => (
          <div key={cell.label}>
            <dt>{cell.label}</dt>
            <dd>{cell.value ?? '–'}</dd>
            <dd className="lw-today-note">{cell.note}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
