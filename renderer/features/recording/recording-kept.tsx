/** Among what is kept of a call: its recording, while there is one. */
import { CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';

export function RecordingKept({ call: { recording } }: { call: PhoneCall }) {
  const { t } = useTranslation('recording');
  if (recording?.state !== 'on' && recording?.state !== 'paused') return null;
  return (
    <span>
      <CircleDot size={14} aria-hidden="true" /> {t('title')}
    </span>
  );
}
