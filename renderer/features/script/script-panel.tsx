/** The script guide: what to say, what the caller may answer, the ways out, and the outcome. One key a step. */
import { Check, CircleCheck, CornerDownRight, MessageSquareText, ScrollText, Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { useNow } from '../../state/clock.ts';
import { Banner } from '../../ui/banner.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatShortDuration } from '../../ui/format.ts';
import { Keycap } from '../../ui/keycap.tsx';
import { useKeys, type KeyBindings } from '../../ui/keys.ts';
import { Panel } from '../../ui/panel.tsx';
import { RecordingKept } from '../recording/recording-kept.tsx';
import { OutcomePanel } from './outcome-panel.tsx';
import { ScriptStart } from './script-start.tsx';
import { gotoTitle, type ScriptView } from './script-view.ts';
import './script.css';
import { useScript, type ScriptGuide } from './use-script.ts';

const letters = ['A', 'B', 'C', 'D', 'E'] as const;

function StepTimer({ run }: { run: ScriptView }) {
  const { t } = useTranslation(['script', 'common']);
  const now = useNow();
  const time = formatShortDuration(now - run.since);
  const limit = formatShortDuration(run.step.seconds * 1000);
  const isLate = now - run.since > run.step.seconds * 1000;
  return (
    <span className={`lw-script-timer${isLate ? ' lw-script-late' : ''}`}>
      <Timer size={16} aria-hidden="true" /> {t('timer', { time, limit })}
    </span>
  );
}

function Stepper({ run }: { run: ScriptView }) {
  const { t } = useTranslation(['script', 'common']);
  const visited = new Set(run.trail.filter((each) => each.script === run.script.id).map((each) => each.step));
  return (
    <ol className="lw-steps" aria-label={t('steps')}>
      {run.script.steps.map((step, index) => {
        const isCurrent = step.id === run.step.id;
        const isDone = !isCurrent && visited.has(step.id);
        return (
          <li
            key={step.id}
            data-state={isCurrent ? 'current' : isDone ? 'done' : 'next'}
            aria-current={isCurrent ? 'step' : undefined}
          >
            <i aria-hidden="true">{isDone ? <Check size={14} strokeWidth={2.5} /> : index + 1}</i>
            <span>{step.title}</span>
          </li>
        );
      })}
    </ol>
  );
}

function StepView({ guide, run, live }: { guide: ScriptGuide; run: ScriptView; live: boolean }) {
  const { t } = useTranslation(['script', 'common']);
  const { step } = run;
  return (
    <div className="lw-script-step">
      <p className="lw-script-mode">
        <MessageSquareText size={16} aria-hidden="true" /> {t(step.mode)}
      </p>
      <p className="lw-script-say" data-long={step.say.length > 60 || undefined}>
        {step.say}
      </p>
      <p className="lw-script-reaction">
        {t('reaction')}
        {step.answers.some((answer) => answer.obvious) && <small>{t('obviousHint')}</small>}
      </p>
      <div className="lw-script-answers">
        {step.answers.map((answer, index) => {
          const to = gotoTitle(answer.goto, run.script, guide.set);
          const words =
            to.kind === 'step'
              ? t('toStep', { index: to.index, title: to.title })
              : to.kind === 'script'
                ? t('toScript', { title: to.title })
                : to.title;
          return (
            <button
              key={answer.id}
              type="button"
              className="lw-branch"
              onClick={(event) => guide.answer(answer, event.shiftKey)}
            >
              <Keycap>{letters[index] ?? ''}</Keycap>
              <span>{answer.label}</span>
              <em>
                <CornerDownRight size={16} aria-hidden="true" /> {words}
              </em>
            </button>
          );
        })}
      </div>
      {step.mayEnd && (
        <div className="lw-may-end" role="status">
          <CircleCheck size={20} aria-hidden="true" />
          <div>
            <strong>{t('mayEnd')}</strong>
            {step.mayEndWhy !== undefined && <span>{step.mayEndWhy}</span>}
          </div>
          {live && <Keycap>F9</Keycap>}
        </div>
      )}
    </div>
  );
}

function Exits({ guide, run }: { guide: ScriptGuide; run: ScriptView }) {
  const { t } = useTranslation(['script', 'common']);
  if (run.script.exits.length === 0) return null;
  return (
    <div className="lw-exits" data-open={guide.exitsOpen || undefined}>
      <button type="button" className="lw-exits-head" aria-expanded={guide.exitsOpen} onClick={guide.toggleExits}>
        <b>{t('exits')}</b>
        <span>{guide.exitsOpen ? t('exitsHint') : run.script.exits.map((exit) => exit.label).join(' ・ ')}</span>
        <Keycap>X</Keycap>
      </button>
      {guide.exitsOpen && (
        <div className="lw-exits-list">
          {run.script.exits.map((exit, index) => (
            <button key={exit.id} type="button" className="lw-branch" onClick={() => guide.exit(exit)}>
              <Keycap>{String(index + 1)}</Keycap>
              <span>{exit.label}</span>
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function useScriptKeys(guide: ScriptGuide): void {
  const { run } = guide;
  const keys: Record<string, KeyBindings[string]> = {};
  if (!run) keys['KeyS'] = () => guide.open();
  else {
    if (!run.outcome) {
      run.step.answers.forEach((answer, index) => {
        const code = `Key${letters[index] ?? ''}`;
        keys[code] = () => guide.answer(answer, false);
        keys[`Shift+${code}`] = () => guide.answer(answer, true);
      });
      keys['KeyX'] = () => guide.toggleExits();
    } else if (!run.confirmed) keys['Enter'] = keys['NumpadEnter'] = () => guide.confirm();
    keys['ArrowLeft'] = () => guide.back();
    // on: only where there is one way to go on
    const [only] = run.step.answers;
    if (!run.outcome && only && run.step.answers.length === 1) keys['ArrowRight'] = () => guide.answer(only, false);
  }
  useKeys(keys, { order: 10 });
  // with the exits unfolded digits choose one of them instead of tagging; Esc folds them
  const exitKeys: Record<string, KeyBindings[string]> = { Escape: () => guide.toggleExits() };
  run?.script.exits.forEach((exit, index) => {
    exitKeys[`Digit${index + 1}`] = exitKeys[`Numpad${index + 1}`] = () => guide.exit(exit);
  });
  useKeys(exitKeys, { order: 15, when: guide.exitsOpen && run !== null });
}

export function ScriptPanel({ call, bare = false }: { call: PhoneCall; bare?: boolean }) {
  const { t } = useTranslation(['script', 'common']);
  const guide = useScript(call);
  const { run } = guide;
  useScriptKeys(guide);
  const isLive = call.call.state === 'live';
  const title = run ? (
    <>
      {t('title', { title: run.script.title })} <small>{t('version', { version: run.script.version })}</small>
    </>
  ) : (
    t('guide')
  );
  const failure = guide.failure && (
    <Banner
      kind="error"
      title={t('failed')}
      text={t(`common:failure.${guide.failure.failure.key}`)}
      detail={guide.failure.failure.detail}
      action={
        <button type="button" className="lw-button" onClick={guide.failure.retry}>
          {t('common:retry')}
        </button>
      }
    />
  );
  const foot = (
    <div className="lw-kept">
      <b>{t('kept')}</b>
      <RecordingKept call={call} />
      <span>
        <ScrollText size={14} aria-hidden="true" /> {t('keptSteps', { count: run?.trail.length ?? 0 })}
      </span>
      {call.card && <span>{t('keptRisk', { score: call.card.verdict.risk.score })}</span>}
    </div>
  );
  return (
    <Panel
      className={`lw-script${bare ? ' lw-script-bare' : ''}`}
      label={t('guide')}
      {...(bare ? {} : { title, meta: run && !run.outcome ? <StepTimer run={run} /> : undefined, foot })}
    >
      {guide.scripts.length === 0 ? (
        guide.loading ? null : (
          <EmptyState icon={ScrollText} title={t('none')} text={t('noneText')} />
        )
      ) : run ? (
        <div className="lw-script-body">
          {!bare && <Stepper run={run} />}
          <div className="lw-script-main">
            {failure}
            {run.outcome ? (
              <OutcomePanel guide={guide} run={run} outcome={run.outcome} />
            ) : (
              <StepView guide={guide} run={run} live={isLive} />
            )}
          </div>
          {!run.outcome && <Exits guide={guide} run={run} />}
        </div>
      ) : (
        <ScriptStart guide={guide} />
      )}
    </Panel>
  );
}
