/** Settings of an agent's day, for supervisors: wrap-up, missed calls, who rings when nobody is ready, calls answered by the desk, and what the PBX is told. */
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../core/settings/settings.ts';
import { Banner } from '../../ui/banner.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { Field, Switch } from '../kit/field.tsx';
import { NumberField } from '../kit/number-field.tsx';
import { FormFrame } from './form-frame.tsx';
import { codeFaults, readTell } from './tell-draft.ts';
import { TellPbxFields } from './tell-pbx-fields.tsx';
import { usePolicyForm, type PolicyFormProps } from './use-policy-form.ts';

const keys = [
  'wrapUpSeconds',
  'missedInARow',
  'vipRingsWhenNotReady',
  'autoAnswer',
  'autoAnswerFrom',
  'tellPbx',
] as const;
export type AgentsDraft = Pick<Policy, (typeof keys)[number]>;
const counts = { wrapUpSeconds: 3600, missedInARow: 50 } as const;

/** One number a line; empty lines mean nothing. */
function readNumbers(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().slice(0, 64))
    .filter((line) => line !== '')
    .slice(0, 100);
}

export function AgentsSection(props: PolicyFormProps<AgentsDraft>) {
  const { t } = useTranslation(['agent', 'settings', 'common']);
  const { settings, draft } = props;
  const { shown, command, anyLocked, locked, set, save, restore } = usePolicyForm(keys, props);
  const faults = codeFaults(shown.tellPbx, settings.policy.tellPbx);
  const canSave = draft !== null && Object.keys(faults).length === 0 && !command.busy;
  return (
    <FormFrame
      title={t('policy.title')}
      isChanged={draft !== null}
      canSave={canSave}
      onRestore={restore}
      onSave={() => {
        if (draft === null || !canSave) return;
        // what is locked goes back as it is: a code written otherwise would be a change
        const tellPbx = locked('tellPbx') ? settings.policy.tellPbx : readTell(draft.tellPbx);
        save({ ...draft, autoAnswerFrom: readNumbers(draft.autoAnswerFrom.join('\n')), tellPbx }, t('policy.said'));
      }}
    >
      {anyLocked && <Banner kind="info" title={t('settings:lockedSome')} text={t('settings:lockedText')} />}
      {(['wrapUpSeconds', 'missedInARow'] as const).map((key) => (
        <NumberField
          key={key}
          label={t(`policy.${key}`)}
          hint={t(`policy.${key}Hint`)}
          min={0}
          max={counts[key]}
          disabled={locked(key)}
          value={shown[key]}
          onChange={(value) => set({ [key]: value })}
        />
      ))}
      <Switch
        label={t('policy.vipRings')}
        hint={t('policy.vipRingsHint')}
        checked={shown.vipRingsWhenNotReady}
        disabled={locked('vipRingsWhenNotReady')}
        onChange={(on) => set({ vipRingsWhenNotReady: on })}
      />
      <Switch
        label={t('policy.autoAnswer')}
        hint={t('policy.autoAnswerHint')}
        checked={shown.autoAnswer}
        disabled={locked('autoAnswer')}
        onChange={(on) => set({ autoAnswer: on })}
      />
      {shown.autoAnswer && (
        <Field label={t('policy.autoAnswerFrom')} hint={t('policy.autoAnswerFromHint')}>
          {(ids) => (
            <textarea
              {...ids}
              className="kit-input"
              rows={3}
              disabled={locked('autoAnswerFrom')}
              value={shown.autoAnswerFrom.join('\n')}
              onChange={(event) => set({ autoAnswerFrom: event.target.value.split('\n').slice(0, 100) })}
            />
          )}
        </Field>
      )}
      <TellPbxFields
        tell={shown.tellPbx}
        faults={faults}
        disabled={locked('tellPbx')}
        onChange={(tellPbx) => set({ tellPbx })}
      />
      {command.failure && (
        <FailureBanner title={t('settings:notSaved')} failure={command.failure} onRetry={command.retry} />
      )}
    </FormFrame>
  );
}
