/** Both sides of a recording as two lanes, and the place where it is played, moved by mouse and by keys. Knows no sound. */
import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../ui/format.ts';
import { barsOf } from './peaks.ts';

export const barCount = 240;
const laneHeight = 28;
const height = laneHeight * 2 + 4;
const stepSeconds = 5;
const pageSeconds = 30;

interface WaveformProps {
  /** agent, caller; null: not read yet */
  readonly peaks: readonly [readonly number[], readonly number[]] | null;
  readonly position: number;
  readonly duration: number;
  /** seconds at which something was left out */
  readonly pauses: readonly number[];
  readonly onSeek: (seconds: number) => void;
  readonly onToggle: () => void;
}

export function Waveform({ peaks, position, duration, pauses, onSeek, onToggle }: WaveformProps) {
  const { t } = useTranslation('recording');
  const played = duration === 0 ? 0 : (position / duration) * barCount;
  const bars = peaks === null ? null : barsOf(peaks[0], 0, laneHeight) + barsOf(peaks[1], laneHeight + 4, laneHeight);
  const seekTo = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    onSeek(((event.clientX - left) / width) * duration);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: stepSeconds,
      ArrowUp: stepSeconds,
      ArrowLeft: -stepSeconds,
      ArrowDown: -stepSeconds,
      PageUp: pageSeconds,
      PageDown: -pageSeconds,
      Home: -duration,
      End: duration,
    };
    const step = steps[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === ' ' || event.key === 'Enter') onToggle();
    else if (step !== undefined) onSeek(position + step);
    else return;
    event.preventDefault();
  };
  return (
    <div
      className="rec-wave"
      role="slider"
      tabIndex={0}
      aria-label={t('position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(duration)}
      aria-valuenow={Math.round(position)}
      aria-valuetext={t('positionText', { at: formatDuration(position * 1000), of: formatDuration(duration * 1000) })}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) seekTo(event);
      }}
    >
      <svg viewBox={`0 0 ${barCount} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {bars === null ? (
          <path
            className="rec-bars"
            d={`M0 ${laneHeight / 2}h${barCount}v0.5h-${barCount}zM0 ${laneHeight * 1.5 + 4}h${barCount}v0.5h-${barCount}z`}
          />
        ) : (
          <>
            <clipPath id="rec-played">
              <rect x={0} y={0} width={played} height={height} />
            </clipPath>
            <path className="rec-bars" d={bars} />
            <path className="rec-bars rec-bars-played" d={bars} clipPath="url(#rec-played)" />
            {pauses.map((at) => (
              <rect
                key={at}
                className="rec-pause"
                x={Math.min(barCount - 1, (at / duration) * barCount)}
                y={0}
                width={1}
                height={height}
              />
            ))}
            <rect className="rec-head" x={Math.min(barCount - 0.6, played)} y={0} width={0.6} height={height} />
          </>
        )}
      </svg>
    </div>
  );
}
