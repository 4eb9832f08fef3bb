/** A whole number between two ends, in a field. What is typed beyond an end becomes that end, unless the form says what is wrong with it. */
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
  /** what is typed stands: from 90 on, the 6 of 600 must not become 90 */
  readonly isFree?: boolean;
  readonly onChange: (value: number) => void;
}

export function NumberField({ label, hint, error, min, max, value, disabled, isFree, onChange }: NumberFieldProps) {
  const within = (typed: number): number => (isFree === true ? typed : Math.min(max, Math.max(min, typed)));
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
          onChange={(event) => onChange(within(Math.round(Number(event.target.value))))}
        />
      )}
    </Field>
  );
}
