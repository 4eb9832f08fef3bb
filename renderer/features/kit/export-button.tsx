/** "Export": gathers rows, makes a CSV file of them and hands it to the browser. A supervisor's; the desk's log says who and how much. */
import { Download } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { toCsv } from '../../../core/export/csv.ts';
import { useServices } from '../../app/services.ts';
import { formatIsoDate } from '../../ui/format.ts';
import { useCommand } from './command.ts';
import type { Feedback } from './feedback.tsx';

export interface ExportTable {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

interface ExportButtonProps {
  /** part of the file's name, and of the line in the log */
  readonly name: 'history' | 'lists';
  readonly feedback: Feedback;
  readonly gather: () => Promise<ExportTable>;
  /** why there is nothing that could be exported; null where there is */
  readonly unable: 'empty' | 'unread' | null;
}

export function ExportButton({ name, feedback, gather, unable }: ExportButtonProps) {
  const { t } = useTranslation('kit');
  const { desk, hello } = useServices();
  const command = useCommand();
  const whyId = useId();
  if (hello.person.role === 'agent') return null;
  const why = unable === null ? undefined : t(`cannotExport.${unable}`);
  const run = async (): Promise<void> => {
    if (why !== undefined) {
      feedback.sayNot(why);
      return;
    }
    let count = 0;
    const done = await command.run(async () => {
      const { header, rows } = await gather();
      count = rows.length;
      // what could not be logged does not leave the desk
      await desk.admin.log({
        level: 'info',
        source: 'view',
        message: `${count} rows of ${name} exported by ${hello.person.name}`,
      });
      save(`linewarden-${name}-${formatIsoDate(Date.now())}.csv`, toCsv(header, rows));
    });
    if (done) feedback.say(t('exported', { count }));
    else feedback.sayNot(t('exportFailed'));
  };
  return (
    <>
      <button
        type="button"
        className="lw-button lw-button-small"
        disabled={command.busy}
        aria-disabled={why !== undefined || undefined}
        aria-describedby={why === undefined ? undefined : whyId}
        title={why}
        onClick={() => void run()}
      >
        <Download size={14} aria-hidden="true" />
        {t('export')}
      </button>
      {why !== undefined && (
        <span id={whyId} className="lw-sr">
          {why}
        </span>
      )}
    </>
  );
}

function save(file: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file;
  link.click();
  // the browser reads it after this turn
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
