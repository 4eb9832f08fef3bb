/** A customer's number in a form: masked and read-only until somebody asks for it, which is in the log. Keeps no number. */
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maskNumber } from '../../../core/number/format-number.ts';
import { useLogUnmask, useMasking } from '../../state/unmask.ts';
import { Field } from './field.tsx';

/** For one form: are numbers hidden in it still, and how to show them. */
export function useReveal(): { readonly isHidden: boolean; readonly reveal: () => void } {
  const isMasking = useMasking();
  const logUnmask = useLogUnmask();
  const [isRevealed, setRevealed] = useState(false);
  const reveal = (): void => {
    // what could not be logged is not shown
    logUnmask().then(
      () => setRevealed(true),
      () => undefined,
    );
  };
  return { isHidden: isMasking && !isRevealed, reveal };
}

interface MaskedFieldProps {
  readonly label: string;
  readonly display: string;
  readonly reveal: () => void;
}

export function MaskedField({ label, display, reveal }: MaskedFieldProps) {
  const { t } = useTranslation('kit');
  return (
    <Field label={label}>
      {(ids) => (
        <span className="kit-masked">
          <input {...ids} className="kit-input" readOnly value={maskNumber(display)} />
          <button type="button" className="lw-button" onClick={reveal}>
            <Eye size={16} aria-hidden="true" />
            {t('showNumber')}
          </button>
        </span>
      )}
    </Field>
  );
}
