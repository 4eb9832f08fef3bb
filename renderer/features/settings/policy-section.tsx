/** Settings of screening, for supervisors: from which risk a call warns, is asked or is rejected; and whether numbers are masked. */
import { useState } from 'react';
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
import { Field, FieldGroup, Switch } from '../kit/field.tsx';
import { inField } from '../kit/in-field.ts';
import { useInvalidWords } from '../kit/invalid-words.ts';
import {
  misplaced,
  readThresholds,
  thresholdNames,
  writeThresholds,
  type ThresholdName,
  type Thresholds,
} from './thresholds.ts';
import { isLocked } from './use-save.ts';

export type PolicyDraft = Pick<
  Policy,
  'warnFrom' | 'gateFrom' | 'rejectFrom' | 'blockStatus' | 'maskNumbers' | 'maskForSupervisors'
>;
const usual: Readonly<Record<ThresholdName, number>> = { warnFrom: 50, gateFrom: 70, rejectFrom: 95 };

interface PolicySectionProps {
  readonly settings: Settings;
  readonly draft: PolicyDraft | null;
  readonly feedback: Feedback;
  readonly onDraft: (draft: PolicyDraft | null) => void;
}

export function PolicySection({ settings, draft, feedback, onDraft }: PolicySectionProps) {
  const { t } = useTranslation(['settings', 'common']);
  const { desk } = useServices();
  const command = useCommand();
  const invalid = useInvalidWords('settings', command.failure);
  const { warnFrom, gateFrom, rejectFrom, blockStatus, maskNumbers, maskForSupervisors } = settings.policy;
  const inForce: PolicyDraft = { warnFrom, gateFrom, rejectFrom, blockStatus, maskNumbers, maskForSupervisors };
  const shown = draft ?? inForce;
  const set = (part: Partial<PolicyDraft>): void => {
    command.clear();
    onDraft({ ...shown, ...part });
  };
  const locked = (key: keyof PolicyDraft): boolean => isLocked(settings.locked, `policy.${key}`);
  const anyLocked = (Object.keys(inForce) as (keyof PolicyDraft)[]).some(locked);
  const thresholds = readThresholds(shown);
  // the numbers as they are typed, which may be wrong for a moment, while the policy's own order must always hold
  const [typed, setTyped] = useState<Thresholds | null>(null);
  const inForm = draft === null ? thresholds : (typed ?? thresholds);
  const descends = misplaced(inForm);
  const setThreshold = (name: ThresholdName, value: number | null): void => {
    const next = { ...inForm, [name]: value };
    setTyped(next);
    set(writeThresholds(next));
  };
  const save = (): void => {
    if (draft === null || descends !== null) return;
    void command
      .run(() => desk.settings.setPolicy(draft))
      .then((done) => {
        if (!done) return;
        onDraft(null);
        feedback.say(t('said.policy'), () => desk.settings.setPolicy(inForce));
      });
  };
  return (
    <form
      className="set-wide set-form-frame"
      aria-label={t('section.policy')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={inField({ send: save })}
    >
      <Panel
        title={t('section.policy')}
        meta={<span className="kit-meta">{t('policyVersion', { version: settings.policy.version })}</span>}
        foot={
          <div className="kit-foot">
            <span className="kit-meta">{draft ? t('unsaved') : ''}</span>
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
              {t('restore')}
            </button>
            <button
              type="submit"
              className="lw-button lw-button-primary"
              disabled={draft === null || descends !== null || command.busy}
            >
              {t('common:save')}
            </button>
          </div>
        }
      >
        <div className="set-form">
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
                  <Field label={t('from')} error={descends === key ? t('invalid.threshold-order') : invalid.at(key)}>
                    {(ids) => (
                      <input
                        {...ids}
                        type="number"
                        className="kit-input"
                        min={0}
                        max={100}
                        disabled={locked(key)}
                        value={value}
                        onChange={(event) =>
                          setThreshold(key, Math.min(100, Math.max(0, Math.round(Number(event.target.value)))))
                        }
                      />
                    )}
                  </Field>
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
          {command.failure && !invalid.isAt(thresholdNames) && (
            <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />
          )}
        </div>
      </Panel>
    </form>
  );
}
