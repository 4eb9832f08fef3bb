/** Settings of recording, for supervisors: which calls, whether the caller hears it, how long, and where key and files lie. */
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../core/contract/admin.ts';
import type { Policy } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { Banner } from '../../ui/banner.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Choice } from '../kit/choice.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import type { Feedback } from '../kit/feedback.tsx';
import { FieldGroup } from '../kit/field.tsx';
import { inField } from '../kit/in-field.ts';
import { NumberField } from '../kit/number-field.tsx';
import { isLocked } from './use-save.ts';

export type RecordingDraft = Pick<Policy, 'record' | 'recordAnnouncement' | 'recordKeepDays'>;
const longest = 3650;

interface RecordingSectionProps {
  readonly settings: Settings;
  readonly draft: RecordingDraft | null;
  readonly feedback: Feedback;
  readonly onDraft: (draft: RecordingDraft | null) => void;
}

export function RecordingSection({ settings, draft, feedback, onDraft }: RecordingSectionProps) {
  const { t } = useTranslation(['recording', 'settings', 'common']);
  const { desk } = useServices();
  const command = useCommand();
  const { record, recordAnnouncement, recordKeepDays, keepDays } = settings.policy;
  const inForce: RecordingDraft = { record, recordAnnouncement, recordKeepDays };
  const shown = draft ?? inForce;
  const set = (part: Partial<RecordingDraft>): void => {
    command.clear();
    onDraft({ ...shown, ...part });
  };
  const locked = (key: keyof RecordingDraft): boolean => isLocked(settings.locked, `policy.${key}`);
  const anyLocked = (Object.keys(inForce) as (keyof RecordingDraft)[]).some(locked);
  const save = (): void => {
    if (draft === null) return;
    void command
      .run(() => desk.settings.setPolicy(draft))
      .then((done) => {
        if (!done) return;
        onDraft(null);
        feedback.say(t('policy.said'), () => desk.settings.setPolicy(inForce));
      });
  };
  return (
    <form
      className="set-wide set-form-frame"
      aria-label={t('title')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={inField({ send: save })}
    >
      <Panel
        title={t('title')}
        foot={
          <div className="kit-foot">
            <span className="kit-meta">{t(draft ? 'settings:unsaved' : 'settings:unchanged')}</span>
            <span className="kit-gap" />
            <button
              type="button"
              className="lw-button"
              disabled={draft === null}
              onClick={() => {
                onDraft(null);
                command.clear();
              }}
            >
              {t('settings:restore')}
            </button>
            <button type="submit" className="lw-button lw-button-primary" disabled={draft === null || command.busy}>
              {t('common:save')}
            </button>
          </div>
        }
      >
        <div className="set-form">
          {anyLocked && <Banner kind="info" title={t('settings:lockedSome')} text={t('settings:lockedText')} />}
          <FieldGroup label={t('policy.which')} hint={t('policy.whichHint')}>
            <Choice<RecordingDraft['record']>
              wide
              label={t('policy.which')}
              value={shown.record}
              disabled={locked('record')}
              options={(['off', 'on-demand', 'all'] as const).map((value) => ({
                value,
                label: t(`policy.modes.${value}`),
              }))}
              onChange={(value) => set({ record: value })}
            />
          </FieldGroup>
          <FieldGroup label={t('policy.notice')} hint={t(`policy.noticeHint.${shown.recordAnnouncement}`)}>
            <Choice<RecordingDraft['recordAnnouncement']>
              wide
              label={t('policy.notice')}
              value={shown.recordAnnouncement}
              disabled={locked('recordAnnouncement')}
              options={(['voice', 'tone', 'none'] as const).map((value) => ({
                value,
                label: t(`policy.notices.${value}`),
              }))}
              onChange={(value) => set({ recordAnnouncement: value })}
            />
          </FieldGroup>
          <NumberField
            label={t('policy.keepDays')}
            hint={t('policy.keepDaysHint', { days: keepDays })}
            min={1}
            max={longest}
            disabled={locked('recordKeepDays')}
            value={shown.recordKeepDays}
            onChange={(days) => set({ recordKeepDays: days })}
          />
          <p className="set-about">{t('policy.kept')}</p>
          <p className="set-about">{t(`policy.key.${settings.recordingKey}`)}</p>
          {command.failure && (
            <FailureBanner title={t('settings:notSaved')} failure={command.failure} onRetry={command.retry} />
          )}
        </div>
      </Panel>
    </form>
  );
}
