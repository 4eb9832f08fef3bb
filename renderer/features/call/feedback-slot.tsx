/** The slot at the foot of the call panel: what the last press did and its undo, or what was not saved and "retry". */
import { CircleCheck, Siren, Tag, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { salesSubtypes, undoWindowMs } from '../../../core/tag/tag.ts';
import { useNow } from '../../state/clock.ts';
import { useCallCommands, useWorkspace } from '../../state/use-calls.ts';
import type { Feedback } from '../../state/workspace.ts';
import { Banner } from '../../ui/banner.tsx';
import { Keycap } from '../../ui/keycap.tsx';

/** Words stay longer than the undo: people look up late. */
const shownMs = 20_000;

function useWords(feedback: Feedback): string {
  const { t } = useTranslation(['call', 'common']);
  switch (feedback.kind) {
    case 'tagged':
      return feedback.tag === 'customer'
        ? t('feedback.taggedCustomer')
        : t('feedback.tagged', { tag: t(`common:tag.${feedback.tag}`) });
    case 'withdrawn':
      return t('feedback.withdrawn', { tag: t(`common:tag.${feedback.tag}`) });
    case 'ended-nuisance':
      return feedback.tag ? t('feedback.endedAs', { tag: t(`common:tag.${feedback.tag}`) }) : t('feedback.endedPick');
    case 'escalated':
      return t('feedback.escalated');
    case 'noted':
      return t('feedback.noted');
    case 'proposed':
      return t('feedback.proposed');
    case 'no-number':
      return t('feedback.noNumber');
    default:
      return feedback satisfies never;
  }
}

const icons = {
  tagged: Tag,
  withdrawn: Tag,
  escalated: Siren,
  noted: CircleCheck,
  'ended-nuisance': Tag,
  proposed: CircleCheck,
  'no-number': TriangleAlert,
} as const;

function Said({ feedback, call }: { feedback: Feedback; call: PhoneCall }) {
  const { t } = useTranslation(['call', 'common']);
  const commands = useCallCommands();
  const now = useNow();
  const words = useWords(feedback);
  const Icon = icons[feedback.kind];
  const canUndo = feedback.kind === 'tagged' && now - feedback.at < undoWindowMs;
  const left = Math.ceil((undoWindowMs - (now - feedback.at)) / 1000);
  return (
    <div className={`lw-said lw-said-${feedback.kind}`} role="status">
      <Icon size={16} aria-hidden="true" />
      <span>{words}</span>
      {canUndo && (
        <button type="button" className="lw-link lw-said-undo" onClick={commands.undo}>
          {t('common:undo')} <span className="lw-said-left">{left}</span> <Keycap>U</Keycap>
        </button>
      )}
      {feedback.kind === 'tagged' && feedback.tag === 'sales' && (
        <p>
          {t('feedback.kind')}{' '}
          {salesSubtypes.map((subtype) => (
            <button
              key={subtype}
              type="button"
              className="lw-link"
              onClick={() => void commands.tag(call, 'sales', subtype)}
            >
              {t(`common:subtype.${subtype}`)}
            </button>
          ))}
        </p>
      )}
    </div>
  );
}

export function FeedbackSlot({ call }: { call: PhoneCall }) {
  const { t } = useTranslation(['call', 'common']);
  const feedback = useWorkspace((workspace) => workspace.feedback);
  const failed = useWorkspace((workspace) => workspace.failed);
  const now = useNow();
  if (failed) {
    return (
      <div className="lw-slot">
        <Banner
          kind="error"
          title={t(`failed.${failed.what}`)}
          text={t(`common:failure.${failed.failure.key}`)}
          detail={failed.failure.detail}
          action={
            <button type="button" className="lw-button" onClick={failed.retry}>
              {t('common:retry')}
            </button>
          }
        />
      </div>
    );
  }
  if (feedback && (now - feedback.at < shownMs || feedback.kind === 'ended-nuisance')) {
    return (
      <div className="lw-slot">
        <Said feedback={feedback} call={call} />
      </div>
    );
  }
  if (call.call.state === 'ended') {
    return (
      <div className="lw-slot">
        <div className="lw-said lw-said-quiet">
          <Tag size={16} aria-hidden="true" />
          <span>{t('feedback.wrapUp')}</span>
        </div>
      </div>
    );
  }
  return <div className="lw-slot" />;
}
