/** Shows what the chosen microphone hears, 12 cells, for as long as it is on screen; says in words when it hears nothing. */
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { audioConstraint, levelOf } from './audio-probes.ts';

const cells = 12;
const everyMs = 80;
type State = 'opening' | 'denied' | 'missing' | 'busy' | 'silent' | 'heard';

interface LevelMeterProps {
  readonly device: string | null;
  /** as the phone amplifies it */
  readonly gain?: number;
  readonly onOpened?: (() => void) | undefined;
}

/** the ear hears ratios: −48 dB is the first cell, 0 dB the last */
const litCells = (level: number): number => {
  const decibels = 20 * Math.log10(Math.max(level, 1e-5));
  return Math.max(0, Math.min(cells, Math.round(((decibels + 48) / 48) * cells)));
};

/** The cells alone; level 0–1. */
export function MeterCells({ level }: { level: number }) {
  const { t } = useTranslation('settings');
  const lit = litCells(level);
  return (
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
  );
}

export function LevelMeter({ device, gain = 1, onOpened }: LevelMeterProps) {
  const { t } = useTranslation('settings');
  const [level, setLevel] = useState(0);
  const [state, setState] = useState<State>('opening');
  const opened = useRef(onOpened);
  const gainNow = useRef(gain);
  useEffect(() => {
    opened.current = onOpened;
    gainNow.current = gain;
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
        const heard = levelOf(analyser, buffer);
        setLevel(heard * gainNow.current);
        quietFor = heard > 0.004 ? 0 : quietFor + everyMs;
        setState(quietFor > 2500 ? 'silent' : 'heard');
      }, everyMs);
    };
    setState('opening');
    setLevel(0);
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
      <MeterCells level={level} />
      <span className={state === 'heard' || state === 'opening' ? 'kit-meta' : 'set-level-wrong'} role="status">
        {t(`levelState.${state}`)}
      </span>
    </div>
  );
}
