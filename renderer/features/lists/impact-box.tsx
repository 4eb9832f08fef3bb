/** "Try it on the past 30 days": what the entry would have done, with the customers it would have hit by name. */
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { impactSchema } from '../../../core/contract/features.ts';
import type { ListDraft } from '../../../core/list/list-entry.ts';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useNow } from '../../state/clock.ts';
import { failureOf, type Failure } from '../../state/failure.ts';
import { formatWhen } from '../../ui/format.ts';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { useSettled } from '../kit/settled.ts';
import { useMask } from '../../state/unmask.ts';

type Impact = z.infer<typeof impactSchema>;
const shownCustomers = 5;

export function ImpactBox({ draft }: { draft: ListDraft }) {
  const { t } = useTranslation(['lists', 'common']);
  const { desk } = useServices();
  const mask = useMask();
  const locale = useLocale();
  const now = useNow();
  const [impact, setImpact] = useState<Impact | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const [allowed, setAllowed] = useState<ReadonlySet<string>>(new Set());
  const command = useCommand();
  // the reason and the expiry change nothing about what is matched
  const matched = useSettled(JSON.stringify({ kind: draft.kind, match: draft.match }), 250);

  useEffect(() => {
    const stop = new AbortController();
    const { kind, match } = JSON.parse(matched) as Pick<ListDraft, 'kind' | 'match'>;
    setFailure(null);
    desk.lists.impact({ kind, match, reason: '', vip: false, expiresAt: null }, { signal: stop.signal }).then(
      (found) => {
        if (!stop.signal.aborted) setImpact(found);
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        const words = failureOf(error);
        // what is wrong with the match is said at its field when it is saved
        setImpact(null);
        setFailure(words.invalid ? null : words);
      },
    );
    return () => stop.abort();
  }, [desk, matched, round]);

  if (failure) {
    return (
      <FailureBanner title={t('impact.failed')} failure={failure} onRetry={() => setRound((count) => count + 1)} />
    );
  }
  if (!impact) return <p className="lists-impact-wait">{t('impact.running')}</p>;
  const customers = impact.customers.filter(({ number }) => !allowed.has(number));
  const isBlock = draft.kind === 'block';
  const harms = isBlock && customers.length > 0;
  const Icon = harms ? TriangleAlert : CircleCheck;
  const allow = (number: string, name: string): void => {
    void command
      .run(() =>
        desk.lists.set({
          kind: 'allow',
          match: { type: 'exact', number },
          vip: false,
          reason: t('impact.allowReason', { name }).trim(),
          expiresAt: null,
        }),
      )
      .then((done) => {
        if (done) setAllowed((old) => new Set([...old, number]));
      });
  };
  return (
    <section className={`lists-impact${harms ? ' is-harm' : ''}`} aria-label={t('impact.title')} aria-live="polite">
      <h3>
        <Icon size={16} aria-hidden="true" />
        {t('impact.title')}
      </h3>
      <p>
        {t(`impact.${draft.kind}`, { count: impact.calls })}
        {isBlock &&
          (customers.length > 0 ? t('impact.customers', { count: customers.length }) : t('impact.noCustomer'))}
      </p>
      {isBlock &&
        customers.slice(0, shownCustomers).map((customer) => (
          <div key={customer.number} className="lists-customer">
            <div>
              <b>{customer.name}</b> <span className="lw-number">{mask(customer.display, true)}</span>
              <span className="kit-meta">{t('impact.last', { when: formatWhen(customer.at, now, locale) })}</span>
            </div>
            <button
              type="button"
              className="lw-button lw-button-small"
              disabled={command.busy}
              onClick={() => allow(customer.number, customer.name)}
            >
              {t('impact.allow')}
            </button>
          </div>
        ))}
      {isBlock && customers.length > shownCustomers && (
        <p className="kit-meta">{t('impact.more', { count: customers.length - shownCustomers })}</p>
      )}
      {allowed.size > 0 && <p className="lists-allowed">{t('impact.allowed', { count: allowed.size })}</p>}
      {command.failure && (
        <FailureBanner title={t('impact.allowFailed')} failure={command.failure} onRetry={command.retry} />
      )}
    </section>
  );
}
