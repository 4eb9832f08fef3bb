/** Settings of screening, for supervisors: from which risk a call warns, is asked or is rejected; whom numbers are masked for; what is kept; the line. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../core/settings/settings.ts';
import { Banner } from '../../ui/banner.tsx';
import { Choice } from '../kit/choice.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { FieldGroup, Switch } from '../kit/field.tsx';
import { useInvalidWords } from '../kit/invalid-words.ts';
import { NumberField } from '../kit/number-field.tsx';
import { FormFrame } from './form-frame.tsx';
import { LinePolicyFields, linePolicyKeys } from './line-policy-fields.tsx';
import { wrongSeconds } from './policy-seconds.ts';
import {
  misplaced,
  readThresholds,
  thresholdNames,
  writeThresholds,
  type ThresholdName,
  type Thresholds,
} from './thresholds.ts';
import { usePolicyForm, type PolicyFormProps } from './use-policy-form.ts';

const keys = [
  'warnFrom',
  'gateFrom',
  'rejectFrom',
  'blockStatus',
  'maskNumbers',
  'maskForSupervisors',
  'keepDays',
  ...linePolicyKeys,
] as const;
export type PolicyDraft = Pick<Policy, (typeof keys)[number]>;
const usual: Readonly<Record<ThresholdName, number>> = { warnFrom: 50, gateFrom: 70, rejectFrom: 95 };

export function PolicySection(props: PolicyFormProps<PolicyDraft>) {
  const { t } = useTranslation(['settings', 'common']);
  const { settings, draft } = props;
  const { shown, command, anyLocked, locked, set, save, restore } = usePolicyForm(keys, props);
  const invalid = useInvalidWords('settings', command.failure);
  const thresholds = readThresholds(shown);
  // the numbers as they are typed, which may be wrong for a moment, while the policy's own order must always hold
  const [typed, setTyped] = useState<Thresholds | null>(null);
  const inForm = draft === null ? thresholds : (typed ?? thresholds);
  const descends = misplaced(inForm);
  const isRight = descends === null && wrongSeconds(shown) === null;
  const setThreshold = (name: ThresholdName, value: number | null): void => {
    const next = { ...inForm, [name]: value };
    setTyped(next);
    set(writeThresholds(next));
  };
  return (
    <FormFrame
      title={t('section.policy')}
      meta={<span className="kit-meta">{t('policyVersion', { version: settings.policy.version })}</span>}
      isChanged={draft !== null}
      canSave={draft !== null && isRight && !command.busy}
      onRestore={restore}
      onSave={() => {
        if (draft !== null && isRight) save(draft, t('said.policy'));
      }}
    >
      {anyLocked && <Banner kind="info" title={t('lockedSome')} text={t('lockedText')} />}
      {thresholdNames.map((key) => {
        const value = inForm[key];
        return (
          <div key={key} className="set-threshold">
            <Switch
              label={t(`threshold.${key}`)}
              hint={value === null ? t(`thresholdOff.${key}`) : t(`thresholdOn.${key}`, { from: value })}
              checked={value !== null}
              disabled={locked(key)}
              onChange={(on) => setThreshold(key, on ? usual[key] : null)}
            />
            {value !== null && (
              <NumberField
                label={t('from')}
                error={descends === key ? t('invalid.threshold-order') : invalid.at(key)}
                min={0}
                max={100}
                disabled={locked(key)}
                value={value}
                onChange={(next) => setThreshold(key, next)}
              />
            )}
          </div>
        );
      })}
      <FieldGroup label={t('blockStatus')} hint={t('blockStatusHint')}>
        <Choice<'607' | '603'>
          wide
          label={t('blockStatus')}
          value={shown.blockStatus === 603 ? '603' : '607'}
          disabled={locked('blockStatus')}
          options={[
            { value: '607', label: '607 Unwanted' },
            { value: '603', label: '603 Decline' },
          ]}
          onChange={(value) => set({ blockStatus: value === '603' ? 603 : 607 })}
        />
      </FieldGroup>
      <h3 className="set-group">{t('group.privacy')}</h3>
      <Switch
        label={t('maskNumbers')}
        hint={t('maskNumbersHint')}
        checked={shown.maskNumbers}
        disabled={locked('maskNumbers')}
        onChange={(maskNumbers) => set({ maskNumbers })}
      />
      {shown.maskNumbers && (
        <Switch
          label={t('maskForSupervisors')}
          hint={t('maskForSupervisorsHint')}
          checked={shown.maskForSupervisors}
          disabled={locked('maskForSupervisors')}
          onChange={(maskForSupervisors) => set({ maskForSupervisors })}
        />
      )}
      <NumberField
        label={t('keepDays')}
        hint={t('keepDaysHint')}
        min={1}
        max={3650}
        disabled={locked('keepDays')}
        value={shown.keepDays}
        onChange={(keepDays) => set({ keepDays })}
      />
      <LinePolicyFields shown={shown} inForce={settings.policy} locked={locked} onChange={set} />
      {command.failure && !invalid.isAt(thresholdNames) && (
        <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />
      )}
    </FormFrame>
  );
}
