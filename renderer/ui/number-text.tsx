/** A caller's number, grouped; a customer's is masked where policy says so, until V is held. */
import { useTranslation } from 'react-i18next';
import type { CallerNumber, Words } from '../../core/number/caller-number.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { useUnmasked } from '../state/unmask.ts';
import { maskNumber } from '../../core/number/format-number.ts';

interface NumberTextProps {
  readonly number: Pick<CallerNumber, 'kind' | 'display'>;
  /** does it belong to a customer (a contact, or on the allow list)? Only those are masked. */
  readonly customer?: boolean;
  /** card-like size: 14 in tables, 32 in panels */
  readonly size?: 14 | 20 | 32;
}

export function NumberText({ number, customer = false, size = 14 }: NumberTextProps) {
  const { t } = useTranslation();
  const shown = useUnmasked(customer);
  const text =
    number.display === '' ? t(number.kind === 'hidden' ? 'number.hidden' : 'number.malformed') : number.display;
  return <span className={`lw-number lw-number-${size}`}>{shown ? text : maskNumber(text)}</span>;
}

export function PlaceText({ place }: { place: Words | null }) {
  const { t, i18n } = useTranslation();
  return <span className="lw-place">{place ? place[i18n.language as Locale] : t('number.noPlace')}</span>;
}
