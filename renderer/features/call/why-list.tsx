/** Why the risk is what it is: factors, strongest first; W unfolds how it was decided, step by step. */
import { ArrowDown, ArrowUp, Check, Minus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallerCard } from '../../../core/call/caller-card.ts';
import { reasonText, traceText } from '../../i18n/reason-text.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { formatAgo, formatSigned } from '../../ui/format.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';

/** Texts that were not there at the last card: they flash once. */
function useLateRows(call: string, texts: readonly string[]): ReadonlySet<string> {
  const before = useRef<{ call: string; texts: ReadonlySet<string> }>({ call: '', texts: new Set() });
  const key = texts.join('\n');
  const [late, setLate] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const now = new Set(key.split('\n'));
    const last = before.current;
    setLate(last.call === call ? new Set([...now].filter((text) => !last.texts.has(text))) : new Set());
    before.current = { call, texts: now };
  }, [call, key]);
  return late;
}

function SignIcon({ weight }: { weight: number }) {
  const Icon = weight > 0 ? ArrowUp : weight < 0 ? ArrowDown : Minus;
  return <Icon size={14} strokeWidth={2} />;
}

export function WhyList({ call, card }: { call: string; card: CallerCard }) {
  const { t } = useTranslation('call');
  const locale = useLocale();
  const now = useNow();
  const [unfolded, setUnfolded] = useState(false);
  const toggle = (): void => setUnfolded((is) => !is);
  useKeys({ KeyW: toggle }, { order: 10 });
  const rows = card.verdict.factors.map((factor) => ({ ...factor, text: reasonText(locale, factor) }));
  const late = useLateRows(
    call,
    rows.map((row) => row.text),
  );
  return (
    <section className="lw-why" aria-label={t('why')}>
      <header>
        <h2>{t('why')}</h2>
        <small>{t('dataAge', { ago: formatAgo(card.at, now, locale) })}</small>
        <button type="button" className="lw-link" aria-expanded={unfolded} onClick={toggle}>
          {unfolded ? t('whyLess') : t('whyMore')} <Keycap>W</Keycap>
        </button>
      </header>
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={late.has(row.text) ? 'lw-flash' : ''} data-sign={Math.sign(row.weight)}>
            <i aria-hidden="true">
              <SignIcon weight={row.weight} />
            </i>
            <span>{row.text}</span>
            <b>{formatSigned(row.weight)}</b>
          </li>
        ))}
        {rows.length === 0 && <li className="lw-why-none">{t('whyNone')}</li>}
      </ul>
      {unfolded && (
        <ol className="lw-trace" ref={(list) => list?.scrollIntoView({ block: 'nearest' })}>
          {card.verdict.trace.map((step) => (
            <li key={step.id} data-hit={step.hit || undefined}>
              <i aria-hidden="true">{step.hit ? <Check size={14} strokeWidth={2.5} /> : <Minus size={14} />}</i>
              <span>{traceText(locale, step)}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
