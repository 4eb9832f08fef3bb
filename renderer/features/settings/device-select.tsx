/** One of the devices that are plugged in, or the system's; says when the chosen one is not there. Saves nothing. */
import { useTranslation } from 'react-i18next';
import type { SoundRole } from '../../../core/settings/sound.ts';
import { Field } from '../kit/field.tsx';

interface DeviceSelectProps {
  readonly role: SoundRole;
  readonly value: string | null;
  /** as it was called when it was chosen */
  readonly name: string;
  readonly devices: readonly MediaDeviceInfo[];
  readonly onChoose: (device: string | null, name: string) => void;
}

export function DeviceSelect({ role, value, name, devices, onChoose }: DeviceSelectProps) {
  const { t } = useTranslation('settings');
  // a browser whose site data were cleared has new ids for the same devices: the phone finds it by its name, so do we
  const found =
    devices.find(({ deviceId }) => deviceId === value) ??
    (name === '' ? undefined : devices.find(({ label }) => label === name));
  const isGone = value !== null && found === undefined;
  return (
    <Field
      label={t(`device.${role}`)}
      hint={t(`deviceHint.${role}`)}
      warning={isGone && devices.length > 0 ? t('deviceGone') : null}
    >
      {(ids) => (
        <select
          {...ids}
          className="kit-input"
          value={found?.deviceId ?? value ?? ''}
          onChange={(event) => {
            const id = event.target.value === '' ? null : event.target.value;
            onChoose(id, devices.find(({ deviceId }) => deviceId === id)?.label ?? '');
          }}
        >
          <option value="">{t('deviceDefault')}</option>
          {devices.map(({ deviceId, label }, index) => (
            <option key={deviceId} value={deviceId}>
              {label === '' ? t('deviceUnnamed', { index: index + 1 }) : label}
            </option>
          ))}
          {isGone && (
            <option value={value}>{name === '' ? t('deviceMissing') : t('deviceMissingNamed', { name })}</option>
          )}
        </select>
      )}
    </Field>
  );
}
