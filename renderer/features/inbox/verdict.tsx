/** What became of an escalation: for its agent, who may add to what was handed back, and for supervisors, who may undo it. */
import { Siren, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ulid } from 'ulid';
import type { Escalation } from '../../../core/escalation/escalation.ts';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { formatDate, formatWhen } from '../../ui/format.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { FeedbackSlot, type Feedback } from '../kit/feedback.tsx';
import { Field } from '../kit/field.tsx';
import { inField } from '../kit/in-field.ts';
import { reachOf } from '../lists/match-text.ts';
import { useMask } from '../../state/unmask.ts';

const dayMs = 86_400_000;

interface VerdictProps {
  readonly item: Escalation;
  readonly feedback: Feedback;
  /** supervisors may take a decision back at any time */
  readonly mayUndo: boolean;
}

export function Verdict({ item, feedback, mayUndo }: VerdictProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const { desk } = useServices();
  const mask = useMask();
  const locale = useLocale();
  const now = useNow();
  const command = useCommand();
  const [note, setNote] = useState('');
  const [id, setId] = useState(ulid);
  const { decision, decidedAt, decidedBy } = item;

  const target =
    decision?.scope.type === 'prefix'
      ? reachOf({ ...decision.scope }).shown
      : mask(item.context.display || item.number, item.customer === true);
  const until =
    decision === null || decision.days === null || decidedAt === null
      ? t('untilNone')
      : t('until', { date: formatDate(decidedAt + decision.days * dayMs, now, locale) });
  const kind = decision?.kind ?? null;
  const became = (): string => {
    switch (kind) {
      case null:
        return item.state === 'claimed' ? t('became.claimed', { name: item.claimedBy ?? '' }) : t('became.open');
      case 'nuisance':
        return t('became.nuisance', { target, until });
      case 'suspect':
        return t('became.suspect', { target, until });
      case 'harmless':
        return t('became.harmless');
      case 'customer':
        return t('became.customer', { target, until });
      case 'hand-back':
        return t('became.hand-back');
      default:
        return kind satisfies never;
    }
  };
  const send = (): void => {
    if (note.trim() === '') return;
    void command
      .run(() =>
        desk.escalations.open({
          id,
          kind: 'after',
          call: item.call,
          number: item.number,
          note: note.trim(),
          locale,
        }),
      )
      .then((done) => {
        if (!done) return;
        setId(ulid());
        setNote('');
        feedback.say(t('sentAgain', { number: mask(item.context.display, item.customer === true) }));
      });
  };

  return (
    <Panel
      title={t('becameTitle')}
      className="inbox-decide"
      foot={
        <div className="kit-foot">
          <FeedbackSlot feedback={feedback} idle={t('mineHint')} />
        </div>
      }
    >
      <div className="inbox-form">
        <div className="inbox-became">
          <b>{decision ? t(`name.${decision.kind}`) : t(item.state === 'claimed' ? 'state.claimed' : 'state.open')}</b>
          <p>{became()}</p>
          {decidedBy !== null && decidedAt !== null && (
            <p className="kit-meta">{t('decidedBy', { name: decidedBy, when: formatWhen(decidedAt, now, locale) })}</p>
          )}
        </div>
        {decision && decision.note !== '' && (
          <blockquote className="inbox-quote">
            <b>{t('noteOf', { name: decidedBy ?? '' })}</b>
            <p>{decision.note}</p>
          </blockquote>
        )}
        {command.failure && (
          <FailureBanner
            title={t(command.failure.key === 'conflict' ? 'conflict' : 'notDecided')}
            failure={command.failure}
            onRetry={command.retry}
          />
        )}
        {mayUndo && decision && (
          <button
            type="button"
            className="lw-button"
            disabled={command.busy}
            onClick={() => void command.run(() => desk.escalations.undo({ id: item.id }))}
          >
            <Undo2 size={16} aria-hidden="true" />
            {t('undoDecision')}
          </button>
        )}
        {item.state === 'returned' && !mayUndo && (
          <form
            aria-label={t('again')}
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
            onKeyDown={inField({ send })}
          >
            <Field label={t('again')} hint={t('againHint')}>
              {(ids) => (
                <textarea
                  {...ids}
                  className="kit-input"
                  rows={3}
                  maxLength={2000}
                  value={note}
                  onChange={(event) => setNote(event.target.value)}
                />
              )}
            </Field>
            <button type="submit" className="lw-button lw-button-primary" disabled={command.busy || note.trim() === ''}>
              <Siren size={16} aria-hidden="true" />
              {t('sendAgain')}
              <Keycap>Ctrl ↵</Keycap>
            </button>
          </form>
        )}
      </div>
    </Panel>
  );
}
