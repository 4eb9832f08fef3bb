/** The account of the 400 line as fields, used by settings and by the first run. Presentational: knows no service. */
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field, Switch } from '../kit/field.tsx';
import { domainOf, type LineDraft, type LineField } from './line-draft.ts';

interface LineFormProps {
  readonly draft: LineDraft;
  readonly wrong: readonly LineField[];
  readonly disabled: boolean;
  /** where a password lies already; null = none stored */
  readonly stored: 'keystore' | 'file' | null;
  readonly whereNew: 'keystore' | 'file';
  /** leaves out what has a good default */
  readonly brief?: boolean;
  readonly onChange: (draft: LineDraft) => void;
}

export function LineForm({ draft, wrong, disabled, stored, whereNew, brief, onChange }: LineFormProps) {
  const { t } = useTranslation('settings');
  const [isShown, setShown] = useState(false);
  const set = (part: Partial<LineDraft>): void => onChange({ ...draft, ...part });
  const error = (field: LineField): string | null => (wrong.includes(field) ? t(`wrong.${field}`) : null);
  const text = (field: 'domain' | 'user' | 'authUser' | 'displayName' | 'hotline', hint?: string) => (
    <Field label={t(`line.${field}`)} hint={hint} error={error(field)}>
      {(ids) => (
        <input
          {...ids}
          className="kit-input"
          autoComplete="off"
          spellCheck={false}
          disabled={disabled}
          value={draft[field]}
          onChange={(event) => set({ [field]: event.target.value })}
        />
      )}
    </Field>
  );
  const Toggle = isShown ? EyeOff : Eye;
  return (
    <>
      <Field label={t('line.servers')} hint={t('lineHint.servers')} error={error('servers')}>
        {(ids) => (
          <textarea
            {...ids}
            className="kit-input"
            rows={brief === true ? 1 : 2}
            spellCheck={false}
            disabled={disabled}
            placeholder="wss://sip.example.com:7443"
            value={draft.servers}
            onChange={(event) => set({ servers: event.target.value })}
            onBlur={() => {
              if (draft.domain === '') set({ domain: domainOf(draft.servers) });
            }}
          />
        )}
      </Field>
      {text('domain', t('lineHint.domain'))}
      {text('user')}
      <Field
        label={t('line.password')}
        error={error('password')}
        hint={stored === null ? t(`passwordNew.${whereNew}`) : t(`passwordStored.${stored}`)}
      >
        {(ids) => (
          <span className="set-password">
            <input
              {...ids}
              className="kit-input"
              type={isShown ? 'text' : 'password'}
              autoComplete="new-password"
              maxLength={256}
              disabled={disabled}
              placeholder={stored === null ? '' : '••••••••••••'}
              value={draft.password}
              onChange={(event) => set({ password: event.target.value })}
            />
            <button
              type="button"
              className="kit-icon-button"
              aria-pressed={isShown}
              aria-label={t('showPassword')}
              disabled={disabled || draft.password === ''}
              onClick={() => setShown(!isShown)}
            >
              <Toggle size={16} aria-hidden="true" />
            </button>
          </span>
        )}
      </Field>
      {brief !== true && (
        <>
          {text('hotline', t('lineHint.hotline'))}
          {text('authUser', t('lineHint.authUser'))}
          {text('displayName')}
          <Field label={t('line.iceServers')} hint={t('lineHint.iceServers')} error={error('iceServers')}>
            {(ids) => (
              <textarea
                {...ids}
                className="kit-input"
                rows={2}
                spellCheck={false}
                disabled={disabled}
                placeholder="stun:stun.example.com:3478"
                value={draft.iceServers}
                onChange={(event) => set({ iceServers: event.target.value })}
              />
            )}
          </Field>
          <Switch
            label={t('line.trust')}
            hint={t('lineHint.trust')}
            checked={draft.trustAssertedIdentity}
            disabled={disabled}
            onChange={(trustAssertedIdentity) => set({ trustAssertedIdentity })}
          />
        </>
      )}
    </>
  );
}
