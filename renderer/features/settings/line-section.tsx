/** Settings of the line: which line this desk answers, the account on the 400 line, and the test beside it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../core/contract/admin.ts';
import { useServices } from '../../app/services.ts';
import { Banner } from '../../ui/banner.tsx';
import { Choice } from '../kit/choice.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import type { Feedback } from '../kit/feedback.tsx';
import { FieldGroup } from '../kit/field.tsx';
import { FormFrame } from './form-frame.tsx';
import { readLineDraft, toLineDraft, type LineDraft } from './line-draft.ts';
import { LineForm } from './line-form.tsx';
import { LineTestPanel } from './line-test.tsx';
import type { LineTest } from './use-line-test.ts';
import { isLocked, useSavePreference } from './use-save.ts';

interface LineSectionProps {
  readonly settings: Settings;
  readonly draft: LineDraft | null;
  readonly test: LineTest;
  readonly feedback: Feedback;
  readonly onDraft: (draft: LineDraft | null) => void;
}

export function LineSection({ settings, draft, test, feedback, onDraft }: LineSectionProps) {
  const { t } = useTranslation(['settings', 'common']);
  const { desk } = useServices();
  const { account, secret, preferences } = settings;
  const command = useCommand();
  const preference = useSavePreference();
  const [tried, setTried] = useState(false);
  const [asksRemove, setAsksRemove] = useState(false);
  const locked = isLocked(settings.locked, 'line');
  const shown = draft ?? toLineDraft(account);
  const reading = readLineDraft(shown, account);
  const lacksPassword = !secret.stored && shown.password === '';
  const wrong = reading.ok ? [] : reading.wrong;
  const isPractice = account === null || preferences.usePractice;

  const save = (): void => {
    setTried(true);
    if (!reading.ok || lacksPassword || locked) return;
    const { password } = shown;
    void command
      .run(() => desk.settings.setAccount({ account: reading.account, ...(password === '' ? {} : { password }) }))
      .then((done) => {
        if (!done) return;
        onDraft(null);
        setTried(false);
        feedback.say(t('said.line'));
      });
  };
  const remove = (): void => {
    void command
      .run(() => desk.settings.setAccount({ account: null }))
      .then((done) => {
        if (!done) return;
        onDraft(null);
        setAsksRemove(false);
        feedback.say(t('said.removed'));
      });
  };
  const usePractice = (wanted: boolean): void => {
    void preference.save({ usePractice: wanted }).then((done) => {
      if (done) feedback.say(t(wanted ? 'said.practice' : 'said.main'));
    });
  };

  return (
    <>
      <FormFrame
        title={t('section.line')}
        isWide={false}
        panelClass="set-line"
        isChanged={draft !== null}
        canSave={!locked && !command.busy && draft !== null}
        onRestore={() => {
          onDraft(null);
          setTried(false);
          command.clear();
        }}
        onSave={save}
      >
        <FieldGroup
          label={t('which')}
          hint={t(account === null ? 'whichNone' : isPractice ? 'whichPractice' : 'whichMain')}
        >
          <Choice<'practice' | 'main'>
            wide
            label={t('which')}
            value={isPractice ? 'practice' : 'main'}
            disabled={account === null || isLocked(settings.locked, 'preferences.usePractice')}
            options={[
              { value: 'main', label: t('mainLine') },
              { value: 'practice', label: t('practiceLine') },
            ]}
            onChange={(line) => usePractice(line === 'practice')}
          />
        </FieldGroup>
        {preference.command.failure && (
          <FailureBanner
            title={t('notSaved')}
            failure={preference.command.failure}
            onRetry={preference.command.retry}
          />
        )}
        {locked && <Banner kind="info" title={t('lockedLine')} text={t('lockedText')} />}
        <LineForm
          draft={shown}
          wrong={tried ? [...wrong, ...(lacksPassword ? (['password'] as const) : [])] : []}
          disabled={locked}
          stored={secret.stored ? secret.where : null}
          whereNew={secret.where}
          onChange={onDraft}
        />
        {command.failure && <FailureBanner title={t('notSaved')} failure={command.failure} onRetry={command.retry} />}
        {account !== null && !locked && (
          <div className="set-remove">
            {asksRemove ? (
              <>
                <p>{t('removeAsk')}</p>
                <div className="kit-row">
                  <button type="button" className="lw-button kit-button-stop" onClick={remove}>
                    {t('removeYes')}
                  </button>
                  <button type="button" className="lw-button" onClick={() => setAsksRemove(false)}>
                    {t('common:cancel')}
                  </button>
                </div>
              </>
            ) : (
              <button type="button" className="lw-link" onClick={() => setAsksRemove(true)}>
                {t('removeLine')}
              </button>
            )}
          </div>
        )}
      </FormFrame>
      <LineTestPanel
        test={test}
        account={reading.ok ? reading.account : null}
        onRun={() => {
          if (reading.ok) test.run(reading.account, shown.password);
        }}
        onPractice={account !== null && !isPractice ? () => usePractice(true) : null}
      />
    </>
  );
}
