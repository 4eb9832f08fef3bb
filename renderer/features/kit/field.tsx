/** A form field: label above, control, then what is wrong with it or a hint. Ties label, hint and error to the control. */
import { useId, type ReactNode } from 'react';

export interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | null | undefined;
  /** what does not hold at the moment, though nothing here is wrong */
  readonly warning?: string | null;
  readonly children: (ids: FieldIds) => ReactNode;
}

export function Field({ label, hint, error, warning, children }: FieldProps) {
  const id = useId();
  const wrong = error !== undefined && error !== null && error !== '';
  const isWarned = !wrong && warning !== undefined && warning !== null && warning !== '';
  const hasHint = hint !== undefined && hint !== null && hint !== '';
  return (
    <div className="kit-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': wrong || isWarned || hasHint ? `${id}-more` : undefined,
        'aria-invalid': wrong ? true : undefined,
      })}
      <div id={`${id}-more`} className="kit-field-more">
        {wrong || isWarned ? (
          <span className={wrong ? 'kit-field-error' : 'kit-field-warning'} role="alert">
            {wrong ? error : warning}
          </span>
        ) : (
          hasHint && <span>{hint}</span>
        )}
      </div>
    </div>
  );
}

/** The same for a group of controls that label themselves (`Choice`). */
export function FieldGroup({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className="kit-field">
      <span className="kit-field-label" aria-hidden="true">
        {label}
      </span>
      {children}
      {hint !== undefined && <div className="kit-field-more">{hint}</div>}
    </div>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Switch({ label, hint, checked, disabled, onChange }: SwitchProps) {
  const id = useId();
  return (
    <div className="kit-switch">
      <button
        type="button"
        role="switch"
        id={id}
        aria-checked={checked}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        disabled={disabled}
        onClick={() => onChange(!checked)}
      >
        <i />
      </button>
      <div>
        <label id={`${id}-label`} htmlFor={id}>
          {label}
        </label>
        {hint !== undefined && (
          <div id={`${id}-hint`} className="kit-field-more">
            {hint}
          </div>
        )}
      </div>
    </div>
  );
}
