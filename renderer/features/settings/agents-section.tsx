/** Settings of an agent's day, for supervisors: wrap-up, missed calls, who rings when nobody is ready, and calls answered by the desk. */
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../core/contract/admin.ts';
import type { Policy } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { Banner } from '../../ui/banner.tsx';
import { Panel } from '../../ui/panel.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import type { Feedback } from '../kit/feedback.tsx';
import { Field, Switch } from '../kit/field.tsx';
import { inField } from '../kit/in-field.ts';
import { isLocked } from './use-save.ts';

export type AgentsDraft = Pick<
  Policy,
  'wrapUpSeconds' | 'missedInARow' | 'vipRingsWhenNotReady' | 'autoAnswer' | 'autoAnswerFrom'
>;
const counts = { wrapUpSeconds: 3600, missedInARow: 50 } as const;

interface AgentsSectionProps {
  readonly settings: Settings;
  readonly draft: AgentsDraft | null;
  readonly feedback: Feedback;
  readonly onDraft: (draft: AgentsDraft | null) => void;
}

/** One number a line; empty lines mean nothing. */
function readNumbers(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().slice(0, 64))
    .filter((line) => line !== '')
    .slice(0, 100);
}

export function AgentsSection({ settings, draft, feedback, onDraft }: AgentsSectionProps) {
  const { t } = useTranslation(['agent', 'settings', 'common']);
  const { desk } = useServices();
  const command = useCommand();
  const { wrapUpSeconds, missedInARow, vipRingsWhenNotReady, autoAnswer, autoAnswerFrom } = settings.policy;
  const inForce: AgentsDraft = { wrapUpSeconds, missedInARow, vipRingsWhenNotReady, autoAnswer, autoAnswerFrom };
  const shown = draft ?? inForce;
  const set = (part: Partial<AgentsDraft>): void => {
    command.clear();
    onDraft({ ...shown, ...part });
  };
  const locked = (key: keyof AgentsDraft): boolean => isLocked(settings.locked, `policy.${key}`);
  const anyLocked = (Object.keys(inForce) as (keyof AgentsDraft)[]).some(locked);
  const save = (): void => {
    if (draft === null) return;
    const next = { ...draft, autoAnswerFrom: readNumbers(draft.autoAnswerFrom.join('\n')) };
    void command
      .run(() => desk.settings.setPolicy(next))
      .then((done) => {
        if (!done) return;
        onDraft(null);
        feedback.say(t('policy.said'), () => desk.settings.setPolicy(inForce));
      });
  };
  return (
    <form
      className="set-wide set-form-frame"
      aria-label={t('policy.title')}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={inField({ send: save })}
    >
      <Panel
        title={t('policy.title')}
        foot={
          <div className="kit-foot">
            <span className="kit-meta">{draft ? t('settings:unsaved') : ''}</span>
            <span className="kit-gap" />
            <button
              type="button"
              className="lw-button"
              disabled={draft === null}
              onClick={() => {
                onDraft(null);
                command.clear();
              }}
            >
              {t('settings:restore')}
            </button>
            <button type="submit" className="lw-button lw-button-primary" disabled={draft === null || command.busy}>
              {t('common:save')}
            </button>
          </div>
        }
      >
        <div className="set-form">
          {anyLocked && <Banner kind="info" title={t('settings:lockedSome')} text={t('settings:lockedText')} />}
          {(['wrapUpSeconds', 'missedInARow'] as const).map((key) => (
            <Field key={key} label={t(`policy.${key}`)} hint={t(`policy.${key}Hint`)}>
              {(ids) => (
                <input
                  {...ids}
                  type="number"
                  className="kit-input"
                  min={0}
                  max={counts[key]}
                  disabled={locked(key)}
                  value={shown[key]}
                  onChange={(event) =>
                    set({ [key]: Math.min(counts[key], Math.max(0, Math.round(Number(event.target.value)))) })
                  }
                />
              )}
            </Field>
          ))}
          <Switch
            label={t('policy.vipRings')}
            hint={t('policy.vipRingsHint')}
            checked={shown.vipRingsWhenNotReady}
            disabled={locked('vipRingsWhenNotReady')}
            onChange={(on) => set({ vipRingsWhenNotReady: on })}
          />
          <Switch
            label={t('policy.autoAnswer')}
            hint={t('policy.autoAnswerHint')}
            checked={shown.autoAnswer}
            disabled={locked('autoAnswer')}
            onChange={(on) => set({ autoAnswer: on })}
          />
          {shown.autoAnswer && (
            <Field label={t('policy.autoAnswerFrom')} hint={t('policy.autoAnswerFromHint')}>
              {(ids) => (
                <textarea
                  {...ids}
                  className="kit-input"
                  rows={3}
                  disabled={locked('autoAnswerFrom')}
                  value={shown.autoAnswerFrom.join('\n')}
                  onChange={(event) => set({ autoAnswerFrom: event.target.value.split('\n').slice(0, 100) })}
                />
              )}
            </Field>
          )}
          {command.failure && (
            <FailureBanner title={t('settings:notSaved')} failure={command.failure} onRetry={command.retry} />
          )}
        </div>
      </Panel>
    </form>
  );
}
