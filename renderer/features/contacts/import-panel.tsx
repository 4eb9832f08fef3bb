/** Imports a CSV or vCard file, chosen or dropped; says what was read, kept and left out, with the lines to correct. */
import { FileUp, X } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { importReportSchema } from '../../../core/contract/features.ts';
import { useServices } from '../../app/services.ts';
import { Banner } from '../../ui/banner.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { decodeText, formatOf, type Encoding } from './decode-text.ts';

type Report = z.infer<typeof importReportSchema>;
const largest = 5_000_000;
type Refusal = 'too-large' | 'unknown-format' | 'empty' | 'unreadable';

interface Imported {
  readonly name: string;
  readonly encoding: Encoding;
  readonly report: Report;
}

export function ImportPanel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['contacts', 'common']);
  const { desk } = useServices();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [refusal, setRefusal] = useState<{ name: string; why: Refusal } | null>(null);
  const [imported, setImported] = useState<Imported | null>(null);
  const command = useCommand();

  const take = async (file: File | undefined): Promise<void> => {
    if (!file || command.busy) return;
    setImported(null);
    command.clear();
    const refuse = (why: Refusal): void => setRefusal({ name: file.name, why });
    if (file.size === 0) return refuse('empty');
    if (file.size > largest) return refuse('too-large');
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await file.arrayBuffer());
    } catch {
      return refuse('unreadable');
    }
    const { text, encoding } = decodeText(bytes);
    const format = formatOf(file.name, text);
    if (format === null) return refuse('unknown-format');
    if (text.length > largest) return refuse('too-large');
    setRefusal(null);
    await command.run(async () => {
      setImported({ name: file.name, encoding, report: await desk.contacts.import({ format, text }) });
    });
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  const report = imported?.report;

  return (
    <Panel
      title={t('import.title')}
      className="cont-drawer"
      meta={
        <button type="button" className="kit-icon-button" onClick={onClose} aria-label={t('common:close')}>
          <X size={18} aria-hidden="true" />
        </button>
      }
    >
      <div className="cont-import kit-stack">
        <div
          className={`cont-drop${isOver ? ' is-over' : ''}`}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={onDrop}
        >
          <FileUp size={28} strokeWidth={1.5} aria-hidden="true" />
          <strong>{command.busy ? t('import.running') : t('import.drop')}</strong>
          <span>{t('import.formats')}</span>
          <button
            type="button"
            className="lw-button"
            disabled={command.busy}
            autoFocus
            onClick={() => input.current?.click()}
          >
            {t('import.choose')}
          </button>
          <input
            ref={input}
            type="file"
            hidden
            accept=".csv,.tsv,.txt,.vcf,.vcard,text/csv,text/vcard"
            aria-label={t('import.choose')}
            onChange={(event) => {
              void take(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
        </div>
        <p className="kit-meta">{t('import.columns')}</p>
        {refusal && (
          <Banner
            kind="error"
            title={t('import.refused', { name: refusal.name })}
            text={t(`import.refusal.${refusal.why}`)}
          />
        )}
        {command.failure && (
          <FailureBanner title={t('import.failed')} failure={command.failure} onRetry={command.retry} />
        )}
        {imported && report && (
          <section className="cont-report" aria-live="polite" aria-label={t('import.report')}>
            <Banner
              kind={report.kept === 0 ? 'warning' : 'good'}
              title={t('import.kept', { count: report.kept })}
              text={t('import.summary', {
                name: imported.name,
                read: report.read,
                skipped: report.skipped,
                encoding: imported.encoding.toUpperCase(),
              })}
            />
            {report.problems.length > 0 && (
              <>
                <h3>{t('import.problems', { count: report.skipped })}</h3>
                <ul>
                  {report.problems.map((problem) => (
                    <li key={`${problem.line} ${problem.reason}`}>
                      <b>{t('import.line', { line: problem.line })}</b>
                      <span>{t(`import.${problem.reason}`)}</span>
                      {problem.text !== '' && <code>{problem.text}</code>}
                    </li>
                  ))}
                </ul>
                {report.skipped > report.problems.length && (
                  <p className="kit-meta">{t('import.firstOnly', { count: report.problems.length })}</p>
                )}
              </>
            )}
          </section>
        )}
      </div>
    </Panel>
  );
}
