/** Deletes a recording for good, which nothing takes back: so it asks for a reason first, and says what goes and what stays. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useServices } from '../../app/services.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import type { Feedback } from '../kit/feedback.tsx';
import { Field } from '../kit/field.tsx';
import { inField } from '../kit/in-field.ts';

interface RecordingRemovalProps {
  readonly recording: string;
  readonly feedback: Feedback;
  readonly onClose: () => void;
}

export function RecordingRemoval({ recording, feedback, onClose }: RecordingRemovalProps) {
  const { t } = useTranslation(['recording', 'common']);
  const { desk } = useServices();
  const [reason, setReason] = useState('');
  const command = useCommand();
  const needsReason = reason.trim() === '';
  const send = (): void => {
    if (needsReason) return;
    void command
      .run(() => desk.recordings.remove({ recording, reason }))
      .then((done) => {
        if (!done) return;
        feedback.say(t('removed'));
        onClose();
      });
  };
  return (
    <form
      className="hist-form"
      aria-label={t('remove')}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={inField({ send, leave: onClose })}
    >
      <Field label={t('removeReason')} hint={t('removeReasonHint')}>
        {(ids) => (
          <textarea
            {...ids}
            className="kit-input"
            autoFocus
            rows={2}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <p className="kit-effect">{t('removeEffect')}</p>
      {command.failure && <FailureBanner title={t('notRemoved')} failure={command.failure} onRetry={command.retry} />}
      <div className="kit-row">
        <span className="kit-gap kit-meta">{needsReason ? t('removeNeedsReason') : ''}</span>
        <button type="button" className="lw-button" onClick={onClose}>
          {t('common:cancel')}
        </button>
        <button type="submit" className="lw-button kit-button-stop" disabled={command.busy || needsReason}>
          {t('remove')}
          <Keycap>Ctrl ↵</Keycap>
        </button>
      </div>
    </form>
  );
}
