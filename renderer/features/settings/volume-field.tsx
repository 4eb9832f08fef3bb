/** A volume: heard while it is moved, kept when it is let go. Knows neither the phone nor the settings. */
import { useState, type CSSProperties } from 'react';
import { Field } from '../kit/field.tsx';

interface VolumeFieldProps {
  readonly label: (percent: number) => string;
  readonly hint?: string;
  /** 0–1, or more where `max` says so */
  readonly value: number;
  readonly max?: number;
  /** at every step of a move */
  readonly onTry: (value: number) => void;
  /** resolves when it is kept, or could not be */
  readonly onKeep: (value: number) => Promise<void>;
}

const percentOf = (value: number): number => Math.round(value * 100);

export function VolumeField({ label, hint, value, max = 1, onTry, onKeep }: VolumeFieldProps) {
  const [moved, setMoved] = useState<number | null>(null);
  const shown = moved ?? value;
  const keep = (): void => {
    if (moved !== null) void onKeep(moved).then(() => setMoved(null));
  };
  return (
    <Field label={label(percentOf(shown))} hint={hint}>
      {(ids) => (
        <input
          {...ids}
          type="range"
          className="set-range"
          style={{ '--at': `${(shown / max) * 100}%` } as CSSProperties}
          min={0}
          max={percentOf(max)}
          step={5}
          value={percentOf(shown)}
          onChange={(event) => {
            const next = Number(event.target.value) / 100;
            setMoved(next);
            onTry(next);
          }}
          onPointerUp={keep}
          onKeyUp={keep}
          onBlur={keep}
        />
      )}
    </Field>
  );
}
