/** The feedback slot: what just happened, and for 10 s one key to take it back (U). It has a place of its own and covers nothing. */
import { CircleAlert, CircleCheck, Undo2 } from 'lucide-react';
import { useCallback, useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { undoWindowMs } from '../../../core/tag/tag.ts';
import { useNow } from '../../state/clock.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys } from '../../ui/keys.ts';
import { useCommand } from './command.ts';
import { FailureBanner } from './failure-banner.tsx';

interface Said {
  readonly text: string;
  readonly undo: (() => Promise<unknown>) | null;
  readonly isDone: boolean;
  readonly until: number;
}

export interface Feedback {
  readonly say: (text: string, undo?: () => Promise<unknown>) => void;
  /** what did not come about, and why */
  readonly sayNot: (text: string) => void;
  readonly said: Said | null;
  readonly clear: () => void;
}

export function useFeedback(): Feedback {
  const [said, setSaid] = useState<Said | null>(null);
  const say = useCallback((text: string, undo?: () => Promise<unknown>) => {
    setSaid({ text, undo: undo ?? null, isDone: true, until: Date.now() + undoWindowMs });
  }, []);
  const sayNot = useCallback((text: string) => {
    setSaid({ text, undo: null, isDone: false, until: Date.now() + undoWindowMs });
  }, []);
  const clear = useCallback(() => setSaid(null), []);
  return { said, say, sayNot, clear };
}

/** `idle` is what the slot shows while there is nothing to say. */
export function FeedbackSlot({ feedback, idle }: { feedback: Feedback; idle?: ReactNode }) {
  const { said } = feedback;
  return (
    <div className="kit-feedback">
      <div role="status" className="kit-feedback-words">
        {said ? (
          <>
            {said.isDone ? (
              <CircleCheck size={16} aria-hidden="true" />
            ) : (
              <CircleAlert size={16} className="kit-feedback-not" aria-hidden="true" />
            )}
            <strong>{said.text}</strong>
          </>
        ) : (
          idle
        )}
      </div>
      {said && <FeedbackUndo key={said.until} said={said} feedback={feedback} />}
    </div>
  );
}

function FeedbackUndo({ said, feedback }: { said: Said; feedback: Feedback }) {
  const { t } = useTranslation(['kit', 'common']);
  const now = useNow();
  const { busy, failure, run } = useCommand();
  const { undo, until } = said;
  const isOver = now >= until && !busy && failure === null;
  const { clear, say } = feedback;
  useEffect(() => {
    if (isOver) clear();
  }, [isOver, clear]);
  const takeBack = (): void => {
    if (!undo) return;
    void run(undo).then((done) => {
      if (done) say(t('undone'));
    });
  };
  useKeys({ KeyU: takeBack }, { when: undo !== null });
  if (failure) return <FailureBanner title={t('undoFailed')} failure={failure} onRetry={takeBack} />;
  if (!undo) return null;
  return (
    <button type="button" className="lw-button lw-button-small" disabled={busy} onClick={takeBack}>
      <Undo2 size={16} aria-hidden="true" />
      {t('undoSeconds', { seconds: Math.max(0, Math.ceil((until - now) / 1000)) })}
      <Keycap>U</Keycap>
    </button>
  );
}
