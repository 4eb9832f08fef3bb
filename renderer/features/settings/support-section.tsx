/** Settings for IT: diagnostics, backup and restore, and the SIP trace. Says where each file lies. */
import { Archive, Copy, FileDown, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../core/contract/admin.ts';
import { useServices } from '../../app/services.ts';
import { Banner } from '../../ui/banner.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { Field, Switch } from '../kit/field.tsx';
import { useInvalidWords } from '../kit/invalid-words.ts';
import { useCopy } from '../kit/use-copy.ts';
import { isLocked, useSavePreference } from './use-save.ts';

interface Written {
  readonly path: string;
  readonly bytes: number;
}

function Where({ written, title }: { written: Written; title: string }) {
  const { t } = useTranslation('settings');
  const copy = useCopy();
  return (
    <Banner
      kind="good"
      title={title}
      text={
        <span className="set-path">
          {t('fileOfSize', { path: written.path, size: Math.max(1, Math.round(written.bytes / 1024)) })}
        </span>
      }
      action={
        <button type="button" className="lw-button lw-button-small" onClick={() => void copy.run(written.path)}>
          <Copy size={14} aria-hidden="true" />
          {copy.done ? t('copied') : t('copyPath')}
        </button>
      }
    />
  );
}

export function SupportSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation(['settings', 'common']);
  const { desk } = useServices();
  const mayRestore = settings.person.role !== 'agent';
  const trace = useSavePreference();
  const diagnostics = useCommand();
  const backup = useCommand();
  const restore = useCommand();
  const invalid = useInvalidWords('settings', restore.failure);
  const [diagnosed, setDiagnosed] = useState<Written | null>(null);
  const [backedUp, setBackedUp] = useState<Written | null>(null);
  const [path, setPath] = useState('');
  const [restored, setRestored] = useState(false);
  return (
    <Panel title={t('section.support')} className="set-wide">
      <div className="set-form kit-stack">
        <section aria-label={t('diagnostics')}>
          <h3 className="set-h3">{t('diagnostics')}</h3>
          <p className="set-about">{t('diagnosticsText')}</p>
          <button
            type="button"
            className="lw-button"
            disabled={diagnostics.busy}
            onClick={() => void diagnostics.run(async () => setDiagnosed(await desk.admin.diagnostics()))}
          >
            <FileDown size={16} aria-hidden="true" />
            {t(diagnostics.busy ? 'writing' : 'diagnosticsWrite')}
          </button>
          {diagnosed && <Where written={diagnosed} title={t('diagnosticsDone')} />}
          {diagnostics.failure && (
            <FailureBanner title={t('notWritten')} failure={diagnostics.failure} onRetry={diagnostics.retry} />
          )}
        </section>
        <section aria-label={t('sipTrace')}>
          <Switch
            label={t('sipTrace')}
            hint={t('sipTraceHint')}
            checked={settings.preferences.sipTrace}
            disabled={isLocked(settings.locked, 'preferences.sipTrace')}
            onChange={(sipTrace) => void trace.save({ sipTrace })}
          />
          {trace.command.failure && (
            <FailureBanner title={t('notSaved')} failure={trace.command.failure} onRetry={trace.command.retry} />
          )}
        </section>
        <section aria-label={t('backup')}>
          <h3 className="set-h3">{t('backup')}</h3>
          <p className="set-about">{t('backupText')}</p>
          <button
            type="button"
            className="lw-button"
            disabled={backup.busy}
            onClick={() => void backup.run(async () => setBackedUp(await desk.admin.backup()))}
          >
            <Archive size={16} aria-hidden="true" />
            {t(backup.busy ? 'writing' : 'backupWrite')}
          </button>
          {backedUp && <Where written={backedUp} title={t('backupDone')} />}
          {backup.failure && <FailureBanner title={t('notWritten')} failure={backup.failure} onRetry={backup.retry} />}
        </section>
        {mayRestore && (
          <form
            aria-label={t('restoreBackup')}
            onSubmit={(event) => {
              event.preventDefault();
              if (path.trim() === '') return;
              void restore.run(() => desk.admin.restore({ path: path.trim() })).then(setRestored);
            }}
          >
            <Field label={t('restorePath')} hint={t('restoreHint')} error={invalid.at('path')}>
              {(ids) => (
                <input
                  {...ids}
                  className="kit-input"
                  spellCheck={false}
                  maxLength={1000}
                  value={path}
                  onChange={(event) => {
                    setPath(event.target.value);
                    setRestored(false);
                    restore.clear();
                  }}
                />
              )}
            </Field>
            <button type="submit" className="lw-button" disabled={restore.busy || path.trim() === ''}>
              <RotateCcw size={16} aria-hidden="true" />
              {t(restore.busy ? 'checkingBackup' : 'restoreBackup')}
            </button>
            {restored && <Banner kind="good" title={t('restoreDone')} text={t('restoreDoneText')} />}
            {restore.failure && !invalid.isAt(['path']) && (
              <FailureBanner title={t('notRestored')} failure={restore.failure} onRetry={restore.retry} />
            )}
          </form>
        )}
      </div>
    </Panel>
  );
}
