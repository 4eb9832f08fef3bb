/** Whether and how the PBX hears of the agent's state; where by feature codes, one for each state. Saves nothing. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { breakReasons } from '../../../core/agent/agent-state.ts';
import type { TellPbx } from '../../../core/settings/tell-pbx.ts';
import { Choice } from '../kit/choice.tsx';
import { Field, FieldGroup } from '../kit/field.tsx';
import { codeAt, isNeeded, noCodes, withCode, type CodeFault, type CodeField, type Codes } from './tell-draft.ts';

interface TellPbxFieldsProps {
  readonly tell: TellPbx;
  readonly faults: Readonly<Partial<Record<CodeField, CodeFault>>>;
  readonly disabled: boolean;
  readonly onChange: (tell: TellPbx) => void;
}

const ways = ['nobody', 'codes', 'publish'] as const;

export function TellPbxFields({ tell, faults, disabled, onChange }: TellPbxFieldsProps) {
  const { t } = useTranslation('agent');
  // what was typed comes back when somebody looks at another way and returns
  const [typed, setTyped] = useState<Codes>(tell.by === 'codes' ? tell : noCodes);
  const [left, setLeft] = useState<readonly CodeField[]>([]);
  const setCodes = (codes: Codes): void => {
    setTyped(codes);
    onChange(codes);
  };
  const choose = (by: TellPbx['by']): void => {
    if (tell.by === 'codes') setTyped(tell);
    onChange(by === 'codes' ? typed : { by });
  };
  const code = (codes: Codes, field: CodeField, label: string, hint: string) => {
    const fault = faults[field];
    // a field that nobody came to yet is empty, not wrong
    const isSaid = fault === 'unreadable' || left.includes(field);
    return (
      <Field
        key={field}
        label={label}
        hint={hint}
        error={fault !== undefined && isSaid ? t(`policy.codeWrong.${fault}`) : null}
      >
        {(ids) => (
          <input
            {...ids}
            className="kit-input"
            inputMode="tel"
            autoComplete="off"
            spellCheck={false}
            maxLength={32}
            required={isNeeded(field)}
            disabled={disabled}
            value={codeAt(codes, field)}
            onBlur={() => setLeft((before) => [...before.filter((each) => each !== field), field])}
            onChange={(event) => setCodes(withCode(codes, field, event.target.value))}
          />
        )}
      </Field>
    );
  };
  return (
    <>
      <h3 className="set-group">{t('policy.tellGroup')}</h3>
      <FieldGroup label={t('policy.tell')} hint={t(`policy.tellHint.${tell.by}`)}>
        <Choice<TellPbx['by']>
          wide
          label={t('policy.tell')}
          value={tell.by}
          disabled={disabled}
          options={ways.map((value) => ({ value, label: t(`policy.tellBy.${value}`) }))}
          onChange={choose}
        />
      </FieldGroup>
      {tell.by === 'codes' && (
        <div className="set-codes" role="group" aria-label={t('policy.codes')}>
          {code(tell, 'ready', t('policy.codeOf', { state: t('mode.ready') }), t('policy.codeHint.ready'))}
          {code(tell, 'notReady', t('policy.codeOf', { state: t('mode.not-ready') }), t('policy.codeHint.notReady'))}
          {code(tell, 'wrapUp', t('policy.codeOf', { state: t('mode.wrap-up') }), t('policy.codeHint.wrapUp'))}
          {code(tell, 'break', t('policy.codeOf', { state: t('mode.break') }), t('policy.codeHint.break'))}
          {breakReasons.map((reason) =>
            code(tell, reason, t('policy.codeOfBreak', { reason: t(`reason.${reason}`) }), t('policy.codeHint.reason')),
          )}
        </div>
      )}
    </>
  );
}
