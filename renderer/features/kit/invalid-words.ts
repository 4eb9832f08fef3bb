/** What INVALID means for a field: the feature's own `invalid.<reason>`, or that it cannot be so. */
import { useTranslation } from 'react-i18next';
import type { Failure } from '../../state/failure.ts';
import { fill } from '../../i18n/fill.ts';

export interface InvalidWords {
  /** the words for a field whose name starts so; null where nothing is wrong with it */
  readonly at: (field: string) => string | null;
  /** is what is wrong shown at one of these fields? */
  readonly isAt: (fields: readonly string[]) => boolean;
}

export function useInvalidWords(namespace: string, failure: Failure | null): InvalidWords {
  const { t, i18n } = useTranslation('kit');
  const invalid = failure?.invalid ?? null;
  const at = (field: string): string | null => {
    if (!invalid || !invalid.field.startsWith(field)) return null;
    const words: unknown = i18n.getResource(i18n.language, namespace, `invalid.${invalid.reason}`);
    return typeof words === 'string' ? fill(words, invalid.params) : t('invalidOther');
  };
  return { at, isAt: (fields) => fields.some((field) => at(field) !== null) };
}
