/** Says once, where nothing moves by it, that a browser has no system-wide keys. */
import { Info } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/services.ts';

const saidKey = 'linewarden.system-keys-said';

function wasSaid(): boolean {
  try {
    return localStorage.getItem(saidKey) !== null;
  } catch {
    return true;
  }
}

export function KeysNote() {
  const { t } = useTranslation('home');
  const { shell } = useServices();
  const [isShown, setIsShown] = useState(() => !shell && !wasSaid());
  if (!isShown) return null;
  const close = (): void => {
    setIsShown(false);
    try {
      localStorage.setItem(saidKey, '1');
    } catch {
      // a private window forgets: then it is said once a window
    }
  };
  return (
    <p className="lw-keys-note">
      <Info size={14} aria-hidden="true" />
      {t('keysNote')}
      <button type="button" className="lw-link" onClick={close}>
        {t('keysNoteClose')}
      </button>
    </p>
  );
}
