/** Five seconds of the microphone played back on the speaker: what a caller would hear, and whether it is heard. Ends when it leaves the screen. */
import { AudioLines, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SoundChoice } from '../../../core/settings/sound.ts';
import { failureName, playBack, record, type Recording } from './echo-recording.ts';
import { MeterCells } from './level-meter.tsx';

type State =
  | { readonly at: 'idle' }
  | { readonly at: 'recording'; readonly secondsLeft: number; readonly level: number }
  | { readonly at: 'playing' }
  | { readonly at: 'heard' }
  | { readonly at: 'silent' }
  | { readonly at: 'failed'; readonly why: 'denied' | 'missing' | 'busy' | 'no-sound' };

export function EchoTest({ sound, onOpened }: { sound: SoundChoice; onOpened: () => void }) {
  const { t } = useTranslation('settings');
  const [state, setState] = useState<State>({ at: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (): Promise<void> => {
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    const { signal } = control;
    const show = (next: State): void => {
      if (!signal.aborted) setState(next);
    };
    let recording: Recording;
    try {
      recording = await record(sound.microphone, sound.microphoneGain, signal, {
        onOpened,
        onLevel: (secondsLeft, level) => show({ at: 'recording', secondsLeft, level }),
      });
    } catch (error) {
      show({ at: 'failed', why: failureName(error) });
      return;
    }
    if (signal.aborted) return;
    show({ at: 'playing' });
    try {
      await playBack(recording, sound.speaker, sound.speakerVolume, signal);
      show({ at: recording.wasHeard ? 'heard' : 'silent' });
    } catch {
      show({ at: 'failed', why: 'no-sound' });
    }
  };
  const stop = (): void => {
    running.current?.abort();
    setState({ at: 'idle' });
  };
  const isBusy = state.at === 'recording' || state.at === 'playing';
  const words = (): string => {
    switch (state.at) {
      case 'idle':
        return t('echo.hint');
      case 'recording':
        return t('echo.recording', { seconds: state.secondsLeft });
      case 'playing':
        return t('echo.playing');
      case 'heard':
        return t('echo.heard');
      case 'silent':
        return t('levelState.silent');
      case 'failed':
        return state.why === 'no-sound' ? t('soundFailed') : t(`levelState.${state.why}`);
      default:
        return state satisfies never;
    }
  };
  return (
    <section className="set-part" aria-label={t('echo.title')}>
      <h3 className="set-h3">{t('echo.title')}</h3>
      <div className="set-try">
        <button type="button" className="lw-button" onClick={() => (isBusy ? stop() : void run())}>
          {isBusy ? <Square size={16} aria-hidden="true" /> : <AudioLines size={16} aria-hidden="true" />}
          {isBusy ? t('micStop') : t('echo.start')}
        </button>
        {state.at === 'recording' && <MeterCells level={state.level} />}
        <span className={state.at === 'failed' || state.at === 'silent' ? 'set-level-wrong' : 'kit-meta'} role="status">
          {words()}
        </span>
      </div>
    </section>
  );
}
