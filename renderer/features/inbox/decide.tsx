/** Deciding an escalation: claim it, then one key. Each decision says before what it does to whom and until when. */
import { Ban, Eye, Hand, ShieldCheck, Undo2, UserCheck, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  decisionKindSchema,
  defaultDays,
  type Decision,
  type DecisionKind,
  type Escalation,
} from '../../../core/escalation/escalation.ts';
import { badTags } from '../../../core/tag/tag.ts';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { formatAgo, formatDate } from '../../ui/format.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/panel.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { FeedbackSlot, type Feedback } from '../kit/feedback.tsx';
import { Field } from '../kit/field.tsx';
import { useInvalidWords } from '../kit/invalid-words.ts';
import { useSettled } from '../kit/settled.ts';
import { readMatch, toInput } from '../lists/match-text.ts';
import { useMask } from '../../state/unmask.ts';

const icons: Readonly<Record<DecisionKind, LucideIcon>> = {
  nuisance: Ban,
  suspect: Eye,
  harmless: ShieldCheck,
  customer: UserCheck,
  'hand-back': Undo2,
};
const dayMs = 86_400_000;
type Days = 'default' | '1' | '7' | '30' | 'none';

interface DecideProps {
  readonly item: Escalation;
  readonly feedback: Feedback;
  readonly onDecided: (decided: Escalation) => void;
}

export function Decide({ item, feedback, onDecided }: DecideProps) {
  const { t } = useTranslation(['inbox', 'kit', 'common', 'lists']);
  const { desk, hello } = useServices();
  const mask = useMask();
  const locale = useLocale();
  const now = useNow();
  const [scope, setScope] = useState<'number' | 'prefix'>('number');
  const [prefixText, setPrefixText] = useState(() => firstPrefix(item.number));
  const [days, setDays] = useState<Days>('default');
  const [note, setNote] = useState('');
  const [asksNote, setAsksNote] = useState(false);
  const command = useCommand();
  const invalid = useInvalidWords('inbox', command.failure);
  const listWrong = useInvalidWords('lists', command.failure);

  const isMine = item.state === 'claimed' && item.claimedBy === hello.person.name;
  const isOthers = item.state === 'claimed' && !isMine;
  const prefix = readMatch({ type: 'prefix', text: prefixText, to: '' });
  const covers =
    prefix.ok && prefix.match.type === 'prefix' && item.number.startsWith(prefix.match.prefix) ? prefix : null;
  const prefixMatch = covers?.match.type === 'prefix' ? covers.match.prefix : null;
  const isListable = item.number !== 'hidden' && !item.number.startsWith('malformed:');
  const match =
    scope === 'prefix' && prefixMatch !== null
      ? ({ type: 'prefix', prefix: prefixMatch } as const)
      : ({ type: 'exact', number: item.number } as const);
  const matchKey = useSettled(JSON.stringify(match), 250);
  const impact = useDeskData(
    ['calls', 'lists'],
    (client, signal) =>
      isListable
        ? client.lists.impact(
            { kind: 'block', match: JSON.parse(matchKey) as typeof match, reason: '', vip: false, expiresAt: null },
            { signal },
          )
        : Promise.resolve(null),
    [matchKey, isListable],
  );

  const daysOf = (kind: DecisionKind): number | null => {
    if (kind === 'harmless' || kind === 'hand-back') return null;
    if (days === 'default') return defaultDays[kind];
    return days === 'none' ? null : Number(days);
  };
  const claim = (): void => {
    if (item.state === 'open') void command.run(() => desk.escalations.claim({ id: item.id }));
  };
  const whyNot = (kind: DecisionKind): string | null => {
    if (isOthers) return t('othersHint', { name: item.claimedBy ?? '' });
    if (!isMine) return t('claimFirst');
    if (kind === 'hand-back' || kind === 'harmless') return null;
    if (!isListable) return t('notListable');
    return scope === 'prefix' && prefixMatch === null ? t('prefixFirst') : null;
  };
  const decide = (kind: DecisionKind): void => {
    if (whyNot(kind) !== null) return;
    if (kind === 'hand-back' && note.trim() === '') {
      setAsksNote(true);
      document.getElementById('inbox-decision-note')?.focus();
      return;
    }
    const takesScope = kind === 'nuisance' || kind === 'suspect' || kind === 'customer';
    const decision: Decision = {
      kind,
      scope:
        takesScope && scope === 'prefix' && prefixMatch !== null
          ? { type: 'prefix', prefix: prefixMatch }
          : { type: 'number' },
      days: daysOf(kind),
      note: note.trim(),
    };
    let decided: Escalation | null = null;
    void command
      .run(async () => {
        decided = await desk.escalations.decide({ id: item.id, decision });
      })
      .then((done) => {
        if (!done || !decided) return;
        const words = t('decided', {
          number: mask(item.context.display, item.customer === true),
          decision: t(`common:decision.${kind}`),
        });
        feedback.say(words, () => desk.escalations.undo({ id: item.id }));
        onDecided(decided);
      });
  };
  useKeys({
    Enter: claim,
    NumpadEnter: claim,
    ...Object.fromEntries(
      decisionKindSchema.options.flatMap((kind, index) => [
        [`Digit${index + 1}`, () => decide(kind)],
        [`Numpad${index + 1}`, () => decide(kind)],
      ]),
    ),
  });

  const target = scope === 'prefix' && covers ? covers.reach.shown : t('thisNumber');
  const until = (kind: DecisionKind): string => {
    const held = daysOf(kind);
    if (held === null) return t('untilNone');
    // a date is not broken at its hyphen
    return t('until', { date: formatDate(now + held * dayMs, now, locale).replaceAll('-', '-\u2060') });
  };
  const badOnes = item.context.tags.filter((tag) => badTags.has(tag)).map((tag) => t(`common:tag.${tag}`));
  const tried =
    impact.data === null
      ? ''
      : t('tried', { count: impact.data.calls }) +
        (impact.data.customers.length > 0
          ? t('triedCustomers', {
              names: impact.data.customers
                .map(({ name, display }) => name || mask(display, true))
                .slice(0, 3)
                .join(t('enumeration')),
            })
          : t('triedNone'));
  const effect = (kind: DecisionKind): string => {
    switch (kind) {
      case 'nuisance':
        return `${t('effect.nuisance', { target, until: until(kind) })}${tried}`;
      case 'suspect':
        return t('effect.suspect', { target, until: until(kind) });
      case 'harmless':
        return badOnes.length > 0
          ? t('effect.harmless', { tags: badOnes.join(t('enumeration')), name: item.openedBy })
          : t('effect.harmlessNone', { name: item.openedBy });
      case 'customer':
        return t('effect.customer', { target, until: until(kind) });
      case 'hand-back':
        return t('effect.hand-back', { name: item.openedBy });
      default:
        return kind satisfies never;
    }
  };

  const lacksNote = asksNote && note.trim() === '';
  const isPlaced = invalid.isAt(['scope', 'note']);
  const placedScope = listWrong.at('scope');
  return (
    <Panel
      title={t('decide')}
      meta={<span className="kit-meta">{t('decideHint')}</span>}
      className="inbox-decide"
      foot={
        <div className="kit-foot">
          <FeedbackSlot feedback={feedback} idle={t('footHint')} />
        </div>
      }
    >
      <div className="inbox-form">
        {!isMine && (
          <div className="inbox-claim">
            {isOthers ? (
              <p>
                {t('claimedBy', { name: item.claimedBy ?? '', ago: formatAgo(item.claimedAt ?? now, now, locale) })}
              </p>
            ) : (
              <button type="button" className="lw-button lw-button-primary" disabled={command.busy} onClick={claim}>
                <Hand size={16} aria-hidden="true" />
                {t('claim')}
                <Keycap>↵</Keycap>
              </button>
            )}
          </div>
        )}
        {command.failure && !isPlaced && (
          <FailureBanner
            title={t(command.failure.key === 'conflict' ? 'conflict' : 'notDecided')}
            failure={command.failure}
            onRetry={command.failure.key === 'conflict' ? undefined : command.retry}
          />
        )}
        <div className="kit-pair">
          <Field label={t('scope')}>
            {(ids) => (
              <select
                {...ids}
                className="kit-input"
                value={scope}
                onChange={(event) => setScope(event.target.value === 'prefix' ? 'prefix' : 'number')}
              >
                <option value="number">{t('scopeNumber')}</option>
                <option value="prefix">{t('scopePrefix')}</option>
              </select>
            )}
          </Field>
          <Field label={t('expiry')}>
            {(ids) => (
              <select
                {...ids}
                className="kit-input"
                value={days}
                onChange={(event) => setDays(event.target.value as Days)}
              >
                <option value="default">{t('expiryDefault')}</option>
                <option value="1">{t('kit:hours24')}</option>
                <option value="7">{t('kit:days', { count: 7 })}</option>
                <option value="30">{t('kit:days', { count: 30 })}</option>
                <option value="none">{t('kit:noEnd')}</option>
              </select>
            )}
          </Field>
        </div>
        {scope === 'prefix' && (
          <Field
            label={t('prefix')}
            error={placedScope ?? (covers ? null : prefix.ok ? t('prefixNotOf') : t('prefixShort'))}
            hint={covers && covers.reach.count !== null ? t('prefixReach', { shown: covers.reach.shown }) : null}
          >
            {(ids) => (
              <input
                {...ids}
                className="kit-input"
                inputMode="tel"
                autoComplete="off"
                maxLength={24}
                value={prefixText}
                onChange={(event) => setPrefixText(event.target.value)}
              />
            )}
          </Field>
        )}
        <div className="kit-field">
          <label htmlFor="inbox-decision-note">{t('note')}</label>
          <textarea
            id="inbox-decision-note"
            className="kit-input inbox-decision-note"
            rows={1}
            maxLength={2000}
            aria-invalid={lacksNote ? true : undefined}
            aria-describedby={lacksNote ? 'inbox-decision-note-more' : undefined}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          {lacksNote && (
            <div id="inbox-decision-note-more" className="kit-field-more">
              <span className="kit-field-error">{t('noteNeeded')}</span>
            </div>
          )}
        </div>
        <div role="group" aria-label={t('decide')} className="inbox-decisions">
          {decisionKindSchema.options.map((kind, index) => {
            const Icon = icons[kind];
            const no = whyNot(kind);
            const held = daysOf(kind);
            return (
              <button
                key={kind}
                type="button"
                className={`inbox-decision inbox-decision-${kind}`}
                aria-disabled={no !== null || command.busy}
                title={no ?? undefined}
                aria-keyshortcuts={String(index + 1)}
                onClick={() => decide(kind)}
              >
                <Icon size={20} strokeWidth={1.75} aria-hidden="true" />
                <span>
                  <b>
                    {t(`name.${kind}`)}
                    {held !== null && ` ${t('kit:days', { count: held })}`}
                  </b>
                  <span>{effect(kind)}</span>
                </span>
                <Keycap>{String(index + 1)}</Keycap>
              </button>
            );
          })}
        </div>
      </div>
    </Panel>
  );
}

/** The segment of ten thousand numbers that this one is of, as a person would type it. */
function firstPrefix(number: string): string {
  if (/^\+861\d{10}$/.test(number)) return number.slice(3, 10);
  const prefix = number.slice(0, -4);
  return toInput({ type: 'prefix', prefix: prefix.length < 2 ? number : prefix }).text;
}
