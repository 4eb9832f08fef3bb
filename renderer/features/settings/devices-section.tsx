/** Settings of sound: microphone, speaker and ringing device, each with its volume, and a headset's keys. Each choice holds at once, also in a call. */
import { Mic, Volume2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
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
  const [chosen, setChosen] = useState<Partial<SoundChoice>>({});
  const latest = useRef<Partial<SoundChoice>>({});
  const saving = useRef<Promise<unknown>>(Promise.resolve());
  const now = soundOf({ ...preferences, ...chosen });
  useEffect(() => {
    // what has come back need not be remembered here: another window may change it next
    const inForce = Object.entries(soundOf(preferences));
    const left = Object.entries(latest.current).filter(
      ([key, value]) => !inForce.some(([name, set]) => name === key && set === value),
    );
    latest.current = Object.fromEntries(left);
    setChosen(latest.current);
  }, [preferences]);

  const hear = async (part: Partial<SoundChoice>): Promise<void> => {
    latest.current = { ...latest.current, ...part };
    const sound = soundOf({ ...preferences, ...latest.current });
    // the choice is kept even where the phone cannot take it at the moment
    await phone.send({ type: 'devices', ...sound }).catch(() => undefined);
  };
  const choose = async (part: Partial<SoundChoice>): Promise<void> => {
    const told = hear(part);
    setChosen(latest.current);
    saving.current = saving.current.then(async () => {
      if (await save(part)) return;
      // not kept: what is in force is shown, and heard, again
      latest.current = {};
      setChosen({});
      await hear({});
    });
    await Promise.all([told, saving.current]);
  };
  const select = (role: SoundRole, devices: readonly MediaDeviceInfo[]) => (
    <DeviceSelect
      role={role}
      value={now[role]}
      name={now[`${role}Name`]}
      devices={devices}
      onChoose={(device, name) => void choose({ [role]: device, [`${role}Name`]: name })}
    />
  );
  const volume = (key: Volume, max = 1) => (
    <VolumeField
      label={(percent) => t(key, { percent })}
      value={now[key]}
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
          {isListening && <LevelMeter device={now.microphone} gain={now.microphoneGain} onOpened={reload} />}
        </div>
        {select('speaker', outputs)}
        {volume('speakerVolume')}
        <div className="set-try">{listen(now.speaker, now.speakerVolume, t('speakerTry'))}</div>
        {select('ringDevice', outputs)}
        {volume('ringVolume')}
        <div className="set-try">
          {listen(now.ringDevice, now.ringVolume, t('ringTry'))}
          {sound.failure && <span className="set-level-wrong">{t('soundFailed')}</span>}
        </div>
        <EchoTest sound={now} onOpened={reload} />
        <HeadsetKeys chosen={preferences.headset} save={save} />
      </div>
    </Panel>
  );
}
