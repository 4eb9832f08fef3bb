/** Shows what the chosen microphone hears, 12 cells, for as long as it is on screen; says in words when it hears nothing. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { audioConstraint, levelOf } from './audio-probes.ts';

const cells = 12;
const everyMs = 80;
type State = 'opening' | 'denied' | 'missing' | 'busy' | 'silent' | 'heard';

export function LevelMeter({ device, onOpened }: { device: string | null; onOpened?: (() => void) | undefined }) {
  const { t } = useTranslation('settings');
  const [lit, setLit] = useState(0);
  const [state, setState] = useState<State>('opening');
  const opened = useRef(onOpened);
  useEffect(() => {
    opened.current = onOpened;
  });
  useEffect(() => {
    let stopped = false;
    let stream: MediaStream | null = null;
    let context: AudioContext | null = null;
    let timer: ReturnType<typeof setInterval> | undefined;
    const open = async (): Promise<void> => {
      const media = navigator.mediaDevices as MediaDevices | undefined;
      if (!media) {
        setState('missing');
        return;
      }
      try {
        stream = await media.getUserMedia(audioConstraint(device));
      } catch (error) {
        if (stopped) return;
        const name = error instanceof DOMException ? error.name : '';
        setState(name === 'NotAllowedError' ? 'denied' : name === 'NotReadableError' ? 'busy' : 'missing');
        return;
      }
      if (stopped) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      opened.current?.();
      context = new AudioContext();
      const analyser = context.createAnalyser();
      context.createMediaStreamSource(stream).connect(analyser);
      const buffer = new Float32Array(analyser.fftSize);
      let quietFor = 0;
      timer = setInterval(() => {
        const level = levelOf(analyser, buffer);
        // the ear hears ratios: −48 dB is the first cell, 0 dB the last
        const decibels = 20 * Math.log10(Math.max(level, 1e-5));
        setLit(Math.max(0, Math.min(cells, Math.round(((decibels + 48) / 48) * cells))));
        quietFor = level > 0.004 ? 0 : quietFor + everyMs;
        setState(quietFor > 2500 ? 'silent' : 'heard');
      }, everyMs);
    };
    setState('opening');
    setLit(0);
    void open();
    return () => {
      stopped = true;
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
      void context?.close();
    };
  }, [device]);
  return (
    <div className="set-level">
      <span
        className="set-cells"
        role="meter"
        aria-label={t('level')}
        aria-valuemin={0}
        aria-valuemax={cells}
        aria-valuenow={lit}
      >
        {Array.from({ length: cells }, (_, index) => (
          <i key={index} className={index < lit ? 'is-lit' : undefined} />
        ))}
      </span>
      <span className={state === 'heard' || state === 'opening' ? 'kit-meta' : 'set-level-wrong'} role="status">
        {t(`levelState.${state}`)}
      </span>
    </div>
  );
}
