/** Settings of sound: microphone with its level, speaker, where it rings and how loud. Each choice holds at once, also in a call. */
import { Mic, Volume2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../core/contract/admin.ts';
import type { Preferences } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { Panel } from '../../ui/panel.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { Field } from '../kit/field.tsx';
import { LevelMeter } from './level-meter.tsx';
import { playTestSound } from './test-sound.ts';
import { useAudioDevices } from './use-devices.ts';
import { useSavePreference } from './use-save.ts';

type DeviceKey = 'microphone' | 'speaker' | 'ringDevice';

export function DevicesSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation(['settings', 'common']);
  const { phone } = useServices();
  const { preferences } = settings;
  const { inputs, outputs, reload } = useAudioDevices();
  const { command, save } = useSavePreference();
  const sound = useCommand();
  const [isListening, setListening] = useState(false);
  const [volume, setVolume] = useState<number | null>(null);

  const choose = async (part: Partial<Pick<Preferences, DeviceKey | 'ringVolume'>>): Promise<void> => {
    if (!(await save(part))) return;
    const { microphone, speaker, ringDevice, ringVolume } = { ...preferences, ...part };
    // the choice is kept even where the phone cannot take it at the moment
    await phone.send({ type: 'devices', microphone, speaker, ringDevice, ringVolume }).catch(() => undefined);
  };
  const select = (key: DeviceKey, devices: readonly MediaDeviceInfo[]) => {
    const value = preferences[key];
    const isGone = value !== null && !devices.some(({ deviceId }) => deviceId === value);
    return (
      <Field
        label={t(`device.${key}`)}
        hint={t(`deviceHint.${key}`)}
        error={isGone && devices.length > 0 ? t('deviceGone') : null}
      >
        {(ids) => (
          <select
            {...ids}
            className="kit-input"
            value={value ?? ''}
            onChange={(event) => void choose({ [key]: event.target.value === '' ? null : event.target.value })}
          >
            <option value="">{t('deviceDefault')}</option>
            {devices.map(({ deviceId, label }, index) => (
              <option key={deviceId} value={deviceId}>
                {label === '' ? t('deviceUnnamed', { index: index + 1 }) : label}
              </option>
            ))}
            {isGone && <option value={value}>{t('deviceMissing')}</option>}
          </select>
        )}
      </Field>
    );
  };
  const shownVolume = volume ?? preferences.ringVolume;

  return (
    <Panel title={t('section.devices')} className="set-wide">
      <div className="set-form">
        {command.failure && <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />}
        {inputs.every(({ label }) => label === '') && <p className="kit-effect">{t('deviceNames')}</p>}
        {select('microphone', inputs)}
        <div className="set-try">
          <button
            type="button"
            className="lw-button"
            aria-pressed={isListening}
            onClick={() => setListening(!isListening)}
          >
            <Mic size={16} aria-hidden="true" />
            {isListening ? t('micStop') : t('micTry')}
          </button>
          {isListening && <LevelMeter device={preferences.microphone} onOpened={reload} />}
        </div>
        {select('speaker', outputs)}
        <div className="set-try">
          <button
            type="button"
            className="lw-button"
            disabled={sound.busy}
            onClick={() => void sound.run(() => playTestSound(preferences.speaker, 0.7))}
          >
            <Volume2 size={16} aria-hidden="true" />
            {t('speakerTry')}
          </button>
        </div>
        {select('ringDevice', outputs)}
        <Field label={t('ringVolume', { percent: Math.round(shownVolume * 100) })}>
          {(ids) => (
            <input
              {...ids}
              type="range"
              className="set-range"
              min={0}
              max={100}
              step={5}
              value={Math.round(shownVolume * 100)}
              onChange={(event) => setVolume(Number(event.target.value) / 100)}
              onPointerUp={() => void choose({ ringVolume: shownVolume }).then(() => setVolume(null))}
              onKeyUp={() => {
                if (volume !== null) void choose({ ringVolume: shownVolume }).then(() => setVolume(null));
              }}
              onBlur={() => {
                if (volume !== null) void choose({ ringVolume: shownVolume }).then(() => setVolume(null));
              }}
            />
          )}
        </Field>
        <div className="set-try">
          <button
            type="button"
            className="lw-button"
            disabled={sound.busy}
            onClick={() => void sound.run(() => playTestSound(preferences.ringDevice, shownVolume))}
          >
            <Volume2 size={16} aria-hidden="true" />
            {t('ringTry')}
          </button>
          {sound.failure && <span className="set-level-wrong">{t('soundFailed')}</span>}
        </div>
      </div>
    </Panel>
  );
}
