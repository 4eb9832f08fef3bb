/** Says that the PBX keeps messages for this line (RFC 3842); nothing while it told nothing. */
import { Voicemail } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '../state/phone.ts';

export function VoicemailLight() {
  const { t } = useTranslation('frame');
  const voicemail = usePhone()?.voicemail;
  if (voicemail?.waiting !== true) return null;
  const { count } = voicemail;
  return (
    <span className="lw-voicemail" role="status">
      <Voicemail size={16} strokeWidth={1.75} aria-hidden="true" />
      {count === null || count === 0 ? t('voicemail') : t('voicemailCount', { count })}
    </span>
  );
}
