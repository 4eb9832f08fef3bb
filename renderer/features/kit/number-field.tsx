/** A whole number between two ends, in a field. What is typed beyond an end becomes that end. */
import type { ReactNode } from 'react';
import { Field } from './field.tsx';

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly min: number;
  readonly max: number;
  readonly value: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

export function NumberField({ label, hint, error, min, max, value, disabled, onChange }: NumberFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          {...ids}
          type="number"
          className="kit-input kit-number"
          min={min}
          max={max}
          disabled={disabled}
          value={value}
          onChange={(event) => onChange(Math.min(max, Math.max(min, Math.round(Number(event.target.value)))))}
        />
      )}
    </Field>
  );
}
