/** Settings of sound: microphone, speaker and ringing device, each with its volume, and a headset's keys. Each choice holds at once, also in a call. */
import { Mic, Volume2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../core/contract/admin.ts';
import { soundOf, type SoundChoice, type SoundRole } from '../../../core/settings/sound.ts';
import { useServices } from '../../app/services.ts';
import { Panel } from '../../ui/panel.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { DeviceSelect } from './device-select.tsx';
import { EchoTest } from './echo-test.tsx';
import { HeadsetKeys } from './headset-keys.tsx';
import { LevelMeter } from './level-meter.tsx';
import { playTestSound } from './test-sound.ts';
import { useAudioDevices } from './use-devices.ts';
import { useSavePreference } from './use-save.ts';
import { VolumeField } from './volume-field.tsx';

type Volume = 'microphoneGain' | 'speakerVolume' | 'ringVolume';

export function DevicesSection({ settings }: { settings: Settings }) {
  const { t } = useTranslation(['settings', 'common']);
  const { phone } = useServices();
  const { preferences } = settings;
  const { inputs, outputs, reload } = useAudioDevices();
  const { command, save } = useSavePreference();
  const sound = useCommand();
  const [isListening, setListening] = useState(false);

  // what was chosen here and may not have come back as a setting yet: a second choice must not undo the first
  const chosen = useRef<Partial<SoundChoice>>({});
  const saving = useRef<Promise<unknown>>(Promise.resolve());

  const hear = async (part: Partial<SoundChoice>): Promise<void> => {
    chosen.current = { ...chosen.current, ...part };
    // the choice is kept even where the phone cannot take it at the moment
    const sound = soundOf({ ...preferences, ...chosen.current });
    await phone.send({ type: 'devices', ...sound }).catch(() => undefined);
  };
  const choose = async (part: Partial<SoundChoice>): Promise<void> => {
    await hear(part);
    saving.current = saving.current.then(() => save(part));
    await saving.current;
  };
  const select = (role: SoundRole, devices: readonly MediaDeviceInfo[]) => (
    <DeviceSelect
      role={role}
      value={preferences[role]}
      name={preferences[`${role}Name`]}
      devices={devices}
      onChoose={(device, name) => void choose({ [role]: device, [`${role}Name`]: name })}
    />
  );
  const volume = (key: Volume, max = 1) => (
    <VolumeField
      label={(percent) => t(key, { percent })}
      value={preferences[key]}
      max={max}
      onTry={(value) => void hear({ [key]: value })}
      onKeep={(value) => choose({ [key]: value })}
    />
  );
  const listen = (device: string | null, loudness: number, words: string) => (
    <button
      type="button"
      className="lw-button"
      disabled={sound.busy}
      onClick={() => void sound.run(() => playTestSound(device, loudness))}
    >
      <Volume2 size={16} aria-hidden="true" />
      {words}
    </button>
  );

  return (
    <Panel title={t('section.devices')} className="set-wide">
      <div className="set-form">
        {command.failure && <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />}
        {inputs.every(({ label }) => label === '') && <p className="kit-effect">{t('deviceNames')}</p>}
        {select('microphone', inputs)}
        {volume('microphoneGain', 2)}
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
          {isListening && (
            <LevelMeter device={preferences.microphone} gain={preferences.microphoneGain} onOpened={reload} />
          )}
        </div>
        {select('speaker', outputs)}
        {volume('speakerVolume')}
        <div className="set-try">{listen(preferences.speaker, preferences.speakerVolume, t('speakerTry'))}</div>
        {select('ringDevice', outputs)}
        {volume('ringVolume')}
        <div className="set-try">
          {listen(preferences.ringDevice, preferences.ringVolume, t('ringTry'))}
          {sound.failure && <span className="set-level-wrong">{t('soundFailed')}</span>}
        </div>
        <EchoTest sound={soundOf(preferences)} onOpened={reload} />
        <HeadsetKeys chosen={preferences.headset} save={save} />
      </div>
    </Panel>
  );
}
