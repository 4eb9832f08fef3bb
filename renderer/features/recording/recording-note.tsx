/** What an agent must not miss about the recording: that nothing is kept now, or that it ended before the call did. */
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import './recording.css';

export function RecordingNote({ call }: { call: PhoneCall }) {
  const { t } = useTranslation('recording');
  const { recording } = call;
  if (recording === null || call.call.state === 'ended') return null;
  if (recording.state === 'paused')
    return (
      <p className="rec-note" data-state="paused" role="status">
        {t('note.paused')}
      </p>
    );
  if (recording.state === 'on' && recording.announcing)
    return (
      <p className="rec-note" role="status">
        {t('note.announcing')}
      </p>
    );
  if (recording.state !== 'stopped') return null;
  return (
    <p className="rec-note" data-state="stopped" role="alert">
      <strong>{t('note.stopped', { why: t(`end.${recording.why}`) })}</strong> {t(`todo.${recording.why}`)}
    </p>
  );
}
