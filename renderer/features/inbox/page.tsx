/** 待裁定: supervisors claim and decide what agents handed up; agents see their own 我的上报 and what became of it. */
import { ArrowLeft, Inbox as InboxIcon, Timer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Escalation } from '../../../core/escalation/escalation.ts';
import type { PageProps } from '../../app/pages.tsx';
import { useServices } from '../../app/services.ts';
import { useNow } from '../../state/clock.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { failureOf } from '../../state/failure.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { isSameDay } from '../../ui/format.ts';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/panel.tsx';
import { Choice } from '../kit/choice.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { FeedbackSlot, useFeedback } from '../kit/feedback.tsx';
import '../kit/kit.css';
import { Context } from './context.tsx';
import { Decide } from './decide.tsx';
import './inbox.css';
import { Queue } from './queue.tsx';
import { Verdict } from './verdict.tsx';
import { inOrder, medianWait } from './waiting.ts';

type View = 'inbox' | 'mine' | 'decided';

const viewsOf = { agent: ['mine'], supervisor: ['inbox', 'decided'], both: ['inbox', 'mine', 'decided'] } as const;

export default function InboxPage({ params }: PageProps) {
  const { t } = useTranslation(['inbox', 'common']);
  const { hello } = useServices();
  const now = useNow();
  const views: readonly View[] = viewsOf[hello.person.role];
  const decides = hello.person.role !== 'agent';
  const [view, setView] = useState<View>(() => (params['view'] === 'mine' ? 'mine' : decides ? 'inbox' : 'mine'));
  const [chosenId, setChosenId] = useState<string | null>(params['id'] ?? null);
  const [isOpen, setOpen] = useState(params['id'] !== undefined);
  const [seen, setSeen] = useState(params);
  if (seen !== params) {
    setSeen(params);
    if (params['id'] !== undefined) {
      setChosenId(params['id']);
      setOpen(true);
    }
  }
  const feedback = useFeedback();
  const read = useDeskData(
    ['escalations', 'calls'],
    async (desk, signal) => ({ view, items: await desk.escalations.all({ view }, { signal }) }),
    [view],
  );
  const done = useDeskData(
    ['escalations'],
    (desk, signal) => (decides ? desk.escalations.all({ view: 'decided' }, { signal }) : Promise.resolve([])),
    [decides],
  );
  const ready = read.data?.view === view;
  const items: readonly Escalation[] = ready
    ? view === 'inbox'
      ? inOrder(read.data?.items ?? [])
      : (read.data?.items ?? [])
    : [];
  const chosen = items.find(({ id }) => id === chosenId) ?? items[0] ?? null;
  const doneToday = (done.data ?? []).filter(({ decidedAt }) => decidedAt !== null && isSameDay(decidedAt, now));
  const median = medianWait(doneToday);

  const step = (by: number): void => {
    const at = items.findIndex(({ id }) => id === chosen?.id);
    const next = items[Math.min(items.length - 1, Math.max(0, at + by))];
    if (next) setChosenId(next.id);
  };
  useKeys({ ArrowDown: () => step(1), ArrowUp: () => step(-1) }, { when: items.length > 1 });
  useKeys({ Escape: () => setOpen(false) }, { when: isOpen });

  const enter = (): void => {
    setOpen(true);
    if (view === 'inbox') document.querySelector<HTMLButtonElement>('.inbox-claim button')?.click();
  };
  const title = t(view === 'mine' ? 'mine' : view === 'decided' ? 'decidedTitle' : 'title');
  return (
    <div className="inbox" data-open={isOpen}>
      <h1 className="lw-sr">{title}</h1>
      <Panel
        title={
          <>
            {title} {ready && <span className="lw-key">{items.length}</span>}
          </>
        }
        label={title}
        meta={view === 'inbox' ? <span className="kit-meta">{t('order')}</span> : undefined}
        className="inbox-list"
        foot={
          decides ? (
            <>
              {view === 'inbox' && (
                <div className="inbox-limits">
                  <b>
                    <Timer size={16} aria-hidden="true" />
                    {t('limits')}
                  </b>
                  <p>{t('limitsText')}</p>
                </div>
              )}
              <div className="inbox-today">
                <span>
                  {t('today')} <b>{doneToday.length}</b>
                </span>
                {median !== null && (
                  <span className="kit-meta">{t('median', { minutes: Math.max(1, Math.round(median / 60_000)) })}</span>
                )}
              </div>
            </>
          ) : undefined
        }
      >
        {views.length > 1 && (
          <div className="inbox-views">
            <Choice<View>
              wide
              label={t('views')}
              value={view}
              options={views.map((value) => ({ value, label: t(`view.${value}`) }))}
              onChange={(next) => {
                setView(next);
                setChosenId(null);
              }}
            />
          </div>
        )}
        {read.error !== null && (
          <div className="kit-read-failure">
            <FailureBanner isRead title={t('readFailed')} failure={failureOf(read.error)} onRetry={read.reload} />
          </div>
        )}
        {!ready && read.error === null && <p className="inbox-wait">{t('common:loading')}</p>}
        {items.length > 0 && (
          <Queue
            label={title}
            items={items}
            chosen={chosen?.id ?? null}
            onChoose={(id) => {
              setChosenId(id);
              setOpen(true);
            }}
            onEnter={enter}
          />
        )}
      </Panel>
      {chosen ? (
        <>
          <div className="inbox-middle">
            <button type="button" className="lw-button inbox-back" onClick={() => setOpen(false)}>
              <ArrowLeft size={16} aria-hidden="true" />
              {t('back')}
            </button>
            <Context item={chosen} />
          </div>
          {view === 'inbox' ? (
            <Decide
              key={chosen.id}
              item={chosen}
              feedback={feedback}
              onDecided={({ id }) => {
                const at = items.findIndex((item) => item.id === id);
                setChosenId((items[at + 1] ?? items[at - 1])?.id ?? null);
              }}
            />
          ) : (
            <Verdict key={chosen.id} item={chosen} feedback={feedback} mayUndo={view === 'decided'} />
          )}
        </>
      ) : (
        <Panel
          label={t('contextLabel')}
          className="inbox-none"
          foot={
            feedback.said ? (
              <div className="kit-foot">
                <FeedbackSlot feedback={feedback} />
              </div>
            ) : undefined
          }
        >
          {ready && <EmptyState icon={InboxIcon} title={t(`none.${view}`)} text={t(`noneText.${view}`)} />}
        </Panel>
      )}
    </div>
  );
}
