/** What is wrong with a field: the feature's own `invalid.<reason>`, or that it cannot be so. */
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../state/failure.ts';
import { fill, type Params } from '../../i18n/fill.ts';

export type ReasonWords = (reason: string, params: Params) => string;

export function useReasonWords(namespace: string): ReasonWords {
  const { t, i18n } = useTranslation('kit');
  return (reason, params) => {
    const words: unknown = i18n.getResource(i18n.language, namespace, `invalid.${reason}`);
    return typeof words === 'string' ? fill(words, params) : t('invalidOther');
  };
}

export interface InvalidWords {
  /** the words for a field whose name starts so; null where nothing is wrong with it */
  readonly at: (field: string) => string | null;
  /** is what is wrong shown at one of these fields? */
  readonly isAt: (fields: readonly string[]) => boolean;
}

/** Of a command that was answered by INVALID. */
export function useInvalidWords(namespace: string, failure: Failure | null): InvalidWords {
  const words = useReasonWords(namespace);
  const invalid = failure?.invalid ?? null;
  const at = (field: string): string | null =>
    invalid && invalid.field.startsWith(field) ? words(invalid.reason, invalid.params) : null;
  return { at, isAt: (fields) => fields.some((field) => at(field) !== null) };
}
