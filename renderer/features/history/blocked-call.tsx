/** A call that screening blocked: why it never rang, and one click to take that back and let the number through. */
import { Ban, ListChecks, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HistoryRow } from '../../../core/contract/calls.ts';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { formatWhen } from '../../ui/format.ts';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import type { Feedback } from '../kit/feedback.tsx';
import { useMask } from '../../state/unmask.ts';
import { isCustomerRow } from './history-columns.tsx';

const letThroughDays = 7;

export function BlockedCall({ row, feedback }: { row: HistoryRow; feedback: Feedback }) {
  const { t } = useTranslation(['history', 'common']);
  const { desk, hello } = useServices();
  const mask = useMask();
  const locale = useLocale();
  const now = useNow();
  const command = useCommand();
  if (row.outcome !== 'blocked') return null;
  const when = formatWhen(row.at, now, locale);
  const undo = (): void => {
    let entry = '';
    void command
      .run(async () => {
        ({ entry } = await desk.calls.undoRejection({ call: row.call, days: letThroughDays }));
      })
      .then((done) => {
        if (!done) return;
        const words = t('blocked.letThrough', {
          number: mask(row.number.display, isCustomerRow(row)),
          count: letThroughDays,
        });
        // taking an entry off a list is a supervisor's
        if (hello.person.role === 'agent') feedback.say(words);
        else feedback.say(words, () => desk.lists.remove({ id: entry, why: t('blocked.takenBack') }));
      });
  };
  return (
    <div className="hist-blocked">
      <Ban size={20} aria-hidden="true" />
      <p>
        <strong>{row.undone ? t('blocked.undoneTitle', { when }) : t('blocked.title', { when })}</strong>
        <span>{row.undone ? t('blocked.undoneText') : t('blocked.text', { status: row.status ?? 608 })}</span>
      </p>
      <div className="kit-row">
        {!row.undone && (
          <button type="button" className="lw-button" disabled={command.busy} onClick={undo}>
            <Undo2 size={16} aria-hidden="true" />
            {t('blocked.undo', { count: letThroughDays })}
          </button>
        )}
        <button type="button" className="lw-button" onClick={() => document.getElementById('hist-why')?.focus()}>
          <ListChecks size={16} aria-hidden="true" />
          {t('blocked.why')}
        </button>
      </div>
      {command.failure && (
        <FailureBanner title={t('blocked.failed')} failure={command.failure} onRetry={command.retry} />
      )}
    </div>
  );
}
