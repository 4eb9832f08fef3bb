/** What the policy says of the line: how it is proved, and what is asked of the PBX beside calls. Saves nothing. */
import { useTranslation } from 'react-i18next';
import type { Policy } from '../../../core/settings/settings.ts';
import { Switch } from '../kit/field.tsx';
import { NumberField } from '../kit/number-field.tsx';
import { isOutOfRange, secondsRanges, type SecondsName } from './policy-seconds.ts';

export const linePolicyKeys = [
  'proveLineEverySeconds',
  'proveLineByCall',
  'proveLineByCallEverySeconds',
  'askForVoicemail',
  'sessionExpiresSeconds',
] as const;
type Key = (typeof linePolicyKeys)[number];
type LinePolicy = Pick<Policy, Key>;

interface LinePolicyFieldsProps {
  readonly shown: LinePolicy;
  readonly inForce: LinePolicy;
  readonly locked: (key: Key) => boolean;
  readonly onChange: (part: Partial<LinePolicy>) => void;
}

export function LinePolicyFields({ shown, inForce, locked, onChange }: LinePolicyFieldsProps) {
  const { t } = useTranslation('settings');
  const seconds = (name: SecondsName, label: string, hint?: string) => {
    const { min, max, zero } = secondsRanges[name];
    const isWrong = isOutOfRange(name, shown[name]);
    return (
      <NumberField
        label={label}
        hint={hint}
        error={isWrong ? t(zero ? 'secondsOrZero' : 'secondsBetween', { min, max }) : null}
        isFree
        min={zero ? 0 : min}
        max={max}
        disabled={locked(name)}
        value={shown[name]}
        onChange={(value) => onChange({ [name]: value })}
      />
    );
  };
  return (
    <>
      <h3 className="set-group">{t('group.line')}</h3>
      <NumberField
        label={t('proveLine')}
        hint={t(shown.proveLineEverySeconds === 0 ? 'proveLineOff' : 'proveLineHint')}
        min={0}
        max={600}
        disabled={locked('proveLineEverySeconds')}
        value={shown.proveLineEverySeconds}
        onChange={(proveLineEverySeconds) => onChange({ proveLineEverySeconds })}
      />
      <div className="set-threshold">
        <Switch
          label={t('proveLineByCall')}
          hint={t('proveLineByCallHint')}
          checked={shown.proveLineByCall}
          disabled={locked('proveLineByCall')}
          onChange={(proveLineByCall) =>
            // a number that is not shown must not be what forbids saving
            onChange({
              proveLineByCall,
              ...(isOutOfRange('proveLineByCallEverySeconds', shown.proveLineByCallEverySeconds) && {
                proveLineByCallEverySeconds: inForce.proveLineByCallEverySeconds,
              }),
            })
          }
        />
        {shown.proveLineByCall && seconds('proveLineByCallEverySeconds', t('proveLineByCallEvery'))}
      </div>
      <h3 className="set-group">{t('group.pbx')}</h3>
      <Switch
        label={t('askForVoicemail')}
        hint={t('askForVoicemailHint')}
        checked={shown.askForVoicemail}
        disabled={locked('askForVoicemail')}
        onChange={(askForVoicemail) => onChange({ askForVoicemail })}
      />
      {seconds(
        'sessionExpiresSeconds',
        t('sessionExpires'),
        t(shown.sessionExpiresSeconds === 0 ? 'sessionExpiresOff' : 'sessionExpiresHint'),
      )}
    </>
  );
}
