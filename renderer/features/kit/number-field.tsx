/**
 * A whole number between two ends, in a field. What is typed beyond an end becomes that end, unless the form says what is wrong with
 * it. An emptied field says what to write; until something is written the form keeps the number it had, which comes back on leaving.
 */
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './field.tsx';
import { typedNumber } from './typed-number.ts';

interface NumberFieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  readonly min: number;
  readonly max: number;
  /** NaN: nothing is written, in a field that `isFree` */
  readonly value: number;
  readonly disabled?: boolean;
  /** what is typed stands, also nothing (NaN), and the form says what is wrong: from 90 on, the 6 of 600 must not become 90 */
  readonly isFree?: boolean;
  readonly onChange: (value: number) => void;
}

export function NumberField({ label, hint, error, min, max, value, disabled, isFree, onChange }: NumberFieldProps) {
  const { t } = useTranslation('kit');
  const [isEmptied, setEmptied] = useState(false);
  const type = (text: string): void => {
    const typed = typedNumber(text, { min, max, isFree: isFree === true });
    setEmptied(typed === null);
    if (typed !== null) onChange(typed);
  };
  // nothing is saved from under an empty field
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !isEmptied) return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <Field label={label} hint={hint} error={isEmptied ? t('numberBetween', { min, max }) : error}>
      {(ids) => (
        <input
          {...ids}
          type="number"
          className="kit-input kit-number"
          min={min}
          max={max}
          disabled={disabled}
          value={isEmptied || Number.isNaN(value) ? '' : value}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
          onBlur={() => setEmptied(false)}
        />
      )}
    </Field>
  );
}
