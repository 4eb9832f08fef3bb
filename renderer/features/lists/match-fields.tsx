/** What an entry matches: one number, a prefix or a range, with its reach in words while it is typed. */
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/use-locale.ts';
import { Choice } from '../kit/choice.tsx';
import { Field, FieldGroup } from '../kit/field.tsx';
import { useReasonWords } from '../kit/invalid-words.ts';
import { countWords } from './count-words.ts';
import type { MatchInput, MatchReading, MatchType, Reach } from './match-text.ts';

interface MatchFieldsProps {
  readonly input: MatchInput;
  readonly reading: MatchReading;
  /** what the desk service said about it */
  readonly error: string | null;
  /** show what is wrong also while it is still empty */
  readonly showProblem: boolean;
  readonly autoFocus: boolean;
  readonly onChange: (input: MatchInput) => void;
}

export function MatchFields({ input, reading, error, showProblem, autoFocus, onChange }: MatchFieldsProps) {
  const { t } = useTranslation(['lists', 'common']);
  const locale = useLocale();
  const wrong = useReasonWords('lists');
  const { type } = input;
  const isOfEnd = !reading.ok && reading.field === 'match.to';
  const isMissing = !reading.ok && reading.reason === 'number-missing';
  const words = error ?? (reading.ok || (isMissing && !showProblem) ? null : wrong(reading.reason, reading.params));
  const reach = reading.ok ? reachWords(reading.reach) : t(`hint.${type}`);
  function reachWords({ shown, shownTo, count, carrier }: Reach): string {
    return [
      shownTo === null ? shown : t('reach.range', { from: shown, to: shownTo }),
      count === null
        ? t('reach.startsWith')
        : count === 1
          ? t('reach.one')
          : t('reach.many', { amount: countWords(count, locale) }),
      ...(carrier === null ? [] : [t(`common:carrier.${carrier}`)]),
    ].join(t('common:dot'));
  }
  return (
    <>
      <FieldGroup label={t('field.match')}>
        <Choice<MatchType>
          wide
          label={t('field.match')}
          value={type}
          options={(['exact', 'prefix', 'range'] as const).map((value) => ({ value, label: t(`match.${value}`) }))}
          onChange={(next) => onChange({ ...input, type: next })}
        />
      </FieldGroup>
      <Field label={t(`matchField.${type}`)} hint={type === 'range' ? null : reach} error={isOfEnd ? null : words}>
        {(ids) => (
          <input
            {...ids}
            className="kit-input"
            type="text"
            inputMode="tel"
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
            autoFocus={autoFocus}
            value={input.text}
            onChange={(event) => onChange({ ...input, text: event.target.value })}
          />
        )}
      </Field>
      {type === 'range' && (
        <Field label={t('matchField.to')} hint={reach} error={isOfEnd ? words : null}>
          {(ids) => (
            <input
              {...ids}
              className="kit-input"
              type="text"
              inputMode="tel"
              autoComplete="off"
              spellCheck={false}
              maxLength={40}
              value={input.to}
              onChange={(event) => onChange({ ...input, to: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
