/** Settings of recording, for supervisors: which calls, whether the caller hears it, how long, and where key and files lie. */
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../core/settings/settings.ts';
import { Banner } from '../../ui/banner.tsx';
import { Choice } from '../kit/choice.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { FieldGroup } from '../kit/field.tsx';
import { NumberField } from '../kit/number-field.tsx';
import { FormFrame } from './form-frame.tsx';
import { usePolicyForm, type PolicyFormProps } from './use-policy-form.ts';

const keys = ['record', 'recordAnnouncement', 'recordKeepDays'] as const;
export type RecordingDraft = Pick<Policy, (typeof keys)[number]>;
const longest = 3650;

export function RecordingSection(props: PolicyFormProps<RecordingDraft>) {
  const { t } = useTranslation(['recording', 'settings', 'common']);
  const { settings, draft } = props;
  const { shown, command, anyLocked, locked, set, save, restore } = usePolicyForm(keys, props);
  return (
    <FormFrame
      title={t('title')}
      isChanged={draft !== null}
      canSave={draft !== null && !command.busy}
      onRestore={restore}
      onSave={() => {
        if (draft !== null) save(draft, t('policy.said'));
      }}
    >
      {settings.recordingKey === 'lost' && (
        <Banner kind="error" title={t('policy.lostTitle')} text={t('policy.lostText')} />
      )}
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
        hint={t('policy.keepDaysHint', { days: settings.policy.keepDays })}
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
    </FormFrame>
  );
}
