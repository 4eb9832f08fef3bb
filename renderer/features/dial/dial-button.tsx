/** "Call" for a number that is on screen: opens the dialler with it, so that a slip of the hand calls nobody. */
import { Phone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Keycap } from '../../ui/keycap.tsx';
import { openDialler } from './dial-store.ts';

export function DialButton({ number, customer, hotkey }: { number?: string; customer?: boolean; hotkey?: string }) {
  const { t } = useTranslation('dial');
  return (
    <button type="button" className="lw-button" onClick={() => openDialler(number, customer)}>
      <Phone size={16} aria-hidden="true" />
      {t(number === undefined ? 'open' : 'callNumber')}
      {hotkey !== undefined && <Keycap>{hotkey}</Keycap>}
    </button>
  );
}
