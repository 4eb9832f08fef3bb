/** A radio group drawn as segments, with optional counts; native radios, so arrows and screen readers work by themselves. */
import { useId } from 'react';

export interface ChoiceOption<T extends string> {
  readonly value: T;
  readonly label: string;
  readonly count?: number | undefined;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly ChoiceOption<T>[];
  readonly onChange: (value: T) => void;
  readonly disabled?: boolean;
  /** segments share the whole width */
  readonly wide?: boolean;
}

export function Choice<T extends string>({ label, value, options, onChange, disabled, wide }: ChoiceProps<T>) {
  const name = useId();
  return (
    <div className={`kit-choice${wide === true ? ' kit-choice-wide' : ''}`} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={option.value === value ? 'is-on' : undefined}>
          <input
            type="radio"
            className="lw-sr"
            name={name}
            checked={option.value === value}
            disabled={disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
          {option.count !== undefined && <span className="kit-count">{option.count}</span>}
        </label>
      ))}
    </div>
  );
}
