/** The end of a script: the outcome code and what it proposes. The agent confirms; nothing is done before. */
import { CircleCheck, ListPlus, Siren, Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../core/script/script.ts';
import { Keycap } from '../../ui/keycap.tsx';
import type { ScriptView } from './script-view.ts';
import type { ScriptGuide } from './use-script.ts';

interface OutcomePanelProps {
  readonly guide: ScriptGuide;
  readonly run: ScriptView;
  readonly outcome: Outcome;
}

export function OutcomePanel({ guide, run, outcome }: OutcomePanelProps) {
  const { t } = useTranslation(['script', 'common']);
  const listName = outcome.list === null ? null : t(`common:list.${outcome.list}`);
  const listWords =
    listName === null
      ? null
      : outcome.days > 0
        ? t('proposeList', { list: listName, days: outcome.days })
        : t('proposeListForever', { list: listName });
  const escalates = outcome.escalate || (listName !== null && !guide.canSetLists);
  const isNothing = outcome.tag === null && listName === null && !escalates;
  return (
    <section className="lw-outcome" aria-label={t('outcome')}>
      <p className="lw-outcome-code">
        {t('outcome')} <code>{outcome.code}</code>
      </p>
      <h3>{outcome.title}</h3>
      <p className="lw-outcome-why">{outcome.why}</p>
      <p className="lw-script-reaction">{t('proposes')}</p>
      <ul>
        {outcome.tag !== null && (
          <li>
            <Tag size={16} aria-hidden="true" /> {t('proposeTag', { tag: t(`common:tag.${outcome.tag}`) })}
          </li>
        )}
        {listWords !== null && (
          <li>
            <ListPlus size={16} aria-hidden="true" /> {listWords}
            {!guide.canSetLists && <small>{t('listBySupervisor')}</small>}
          </li>
        )}
        {escalates && (
          <li>
            <Siren size={16} aria-hidden="true" /> {t('proposeEscalate')}
          </li>
        )}
        {isNothing && <li>{t('proposeNothing')}</li>}
      </ul>
      {run.confirmed ? (
        <p className="lw-outcome-done" role="status">
          <CircleCheck size={20} aria-hidden="true" /> {t('confirmed')}
          <button type="button" className="lw-link" onClick={guide.restart}>
            {t('restart')}
          </button>
        </p>
      ) : (
        <div className="lw-outcome-actions">
          <button type="button" className="lw-button lw-button-primary" onClick={guide.confirm}>
            {t('confirm')} <Keycap>Enter</Keycap>
          </button>
          <button type="button" className="lw-button" onClick={guide.back}>
            {t('back')} <Keycap>←</Keycap>
          </button>
        </div>
      )}
    </section>
  );
}
