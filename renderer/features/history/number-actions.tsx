/** What can be done about a number: supervisors block or clear it, everybody can hand it to a supervisor with a note. */
import { Ban, ShieldCheck, Siren } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ulid } from 'ulid';
import type { CallerCard } from '../../../core/call/caller-card.ts';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { DialButton } from '../dial/dial-button.tsx';
import { Choice } from '../kit/choice.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import type { Feedback } from '../kit/feedback.tsx';
import { Field, FieldGroup } from '../kit/field.tsx';
import { inField } from '../kit/in-field.ts';
import { useMask } from '../../state/unmask.ts';
import { isCustomer } from '../../../core/call/customer.ts';

type Act = 'block' | 'clear' | 'escalate';
type Days = '7' | '30' | 'none';
const dayMs = 86_400_000;

interface NumberActionsProps {
  readonly card: CallerCard;
  readonly call: string | null;
  readonly feedback: Feedback;
}

export function NumberActions({ card, call, feedback }: NumberActionsProps) {
  const { t } = useTranslation(['history', 'kit', 'common']);
  const { desk, hello } = useServices();
  const locale = useLocale();
  const [act, setAct] = useState<Act | null>(null);
  const [days, setDays] = useState<Days>('30');
  const [text, setText] = useState('');
  const command = useCommand();
  const { kind, key } = card.number;
  const customer = isCustomer(card);
  const display = useMask()(card.number.display, customer);
  const isListable = kind !== 'hidden' && kind !== 'malformed';
  const decides = hello.person.role !== 'agent';
  const exact = card.list?.match.type === 'exact' ? card.list : null;

  const open = (wanted: Act): void => {
    command.clear();
    setAct(act === wanted ? null : wanted);
    setDays(wanted === 'block' ? '30' : 'none');
  };
  const done = (words: string, undo?: () => Promise<unknown>): void => {
    feedback.say(words, undo);
    setAct(null);
    setText('');
  };

  const setList = async (list: 'block' | 'allow'): Promise<void> => {
    const old = exact;
    let entry = '';
    const ok = await command.run(async () => {
      // an exact entry of the number is replaced, so that it never stands on two lists
      const set = await desk.lists.set({
        ...(old === null ? {} : { id: old.id }),
        kind: list,
        match: { type: 'exact', number: key },
        vip: false,
        reason: text.trim(),
        expiresAt: days === 'none' ? null : Date.now() + Number(days) * dayMs,
      });
      entry = set.id;
    });
    if (!ok) return;
    done(t(list === 'block' ? 'act.blocked' : 'act.cleared', { number: display }), () =>
      old === null
        ? desk.lists.remove({ id: entry, why: t('act.takenBack') })
        : desk.lists.set({
            id: old.id,
            kind: old.kind,
            match: old.match,
            vip: old.vip,
            reason: old.reason,
            expiresAt: old.expiresAt,
          }),
    );
  };
  const [escalationId, setEscalationId] = useState(ulid);
  const escalate = async (): Promise<void> => {
    const ok = await command.run(() =>
      desk.escalations.open({ id: escalationId, kind: 'after', call, number: key, note: text.trim(), locale }),
    );
    if (!ok) return;
    setEscalationId(ulid());
    done(t('act.escalated', { number: display }));
  };
  const send = (): void => {
    if (command.busy) return;
    if (act === 'escalate') void escalate();
    else if (act !== null && text.trim() !== '') void setList(act === 'block' ? 'block' : 'allow');
  };
  const needsText = act !== 'escalate' && text.trim() === '';

  return (
    <>
      <div className="hist-actions" role="group" aria-label={t('act.label')}>
        {isListable && <DialButton number={card.number.display} customer={customer} />}
        {decides && isListable && card.list?.kind !== 'block' && (
          <button
            type="button"
            className="lw-button kit-button-stop"
            aria-expanded={act === 'block'}
            onClick={() => open('block')}
          >
            <Ban size={16} aria-hidden="true" />
            {t('act.block')}
          </button>
        )}
        {decides && isListable && card.list?.kind !== 'allow' && (
          <button type="button" className="lw-button" aria-expanded={act === 'clear'} onClick={() => open('clear')}>
            <ShieldCheck size={16} aria-hidden="true" />
            {t('act.clear')}
          </button>
        )}
        <button type="button" className="lw-button" aria-expanded={act === 'escalate'} onClick={() => open('escalate')}>
          <Siren size={16} aria-hidden="true" />
          {t('act.escalate')}
        </button>
        {!decides && <span className="kit-meta">{t('act.agentHint')}</span>}
      </div>
      {act !== null && (
        <form
          className="hist-form"
          aria-label={t(`act.${act}`)}
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
          onKeyDown={inField({ send, leave: () => setAct(null) })}
        >
          {act !== 'escalate' && (
            <FieldGroup label={t('act.until')}>
              <Choice<Days>
                wide
                label={t('act.until')}
                value={days}
                options={[
                  { value: '7', label: t('kit:days', { count: 7 }) },
                  { value: '30', label: t('kit:days', { count: 30 }) },
                  { value: 'none', label: t('kit:noEnd') },
                ]}
                onChange={setDays}
              />
            </FieldGroup>
          )}
          <Field
            label={t(act === 'escalate' ? 'act.note' : 'act.reason')}
            hint={t(act === 'escalate' ? 'act.noteHint' : 'act.reasonHint')}
          >
            {(ids) => (
              <textarea
                {...ids}
                className="kit-input"
                autoFocus
                rows={2}
                maxLength={act === 'escalate' ? 2000 : 500}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
          <p className="kit-effect">{t(`act.${act}Effect`, { number: display })}</p>
          {command.failure && (
            <FailureBanner title={t('act.failed')} failure={command.failure} onRetry={command.retry} />
          )}
          <div className="kit-row">
            <span className="kit-gap kit-meta">{needsText ? t('act.needsReason') : ''}</span>
            <button type="button" className="lw-button" onClick={() => setAct(null)}>
              {t('common:cancel')}
            </button>
            <button type="submit" className="lw-button lw-button-primary" disabled={command.busy || needsText}>
              {t(`act.${act}`)}
              <Keycap>Ctrl ↵</Keycap>
            </button>
          </div>
        </form>
      )}
    </>
  );
}
