/**
 * The first run: language and looks, which line to start on, the microphone. Three short steps, each can be skipped; shown
 * until it was finished or left, and not at all on a desk that IT has set up.
 */
import { ArrowLeft, ArrowRight, Check, GraduationCap, Headset } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { soundOf } from '../../../core/settings/sound.ts';
import type { PageProps } from '../../app/pages.tsx';
import { useServices } from '../../app/services.ts';
import { usePhone } from '../../state/phone.ts';
import { useSettings } from '../../state/preferences.ts';
import { useKeys } from '../../ui/keys.ts';
import { Mark } from '../../ui/shape-icon.tsx';
import { useCommand } from '../kit/command.ts';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { Field } from '../kit/field.tsx';
import '../kit/kit.css';
import { LooksFields } from '../settings/appearance-section.tsx';
import { LevelMeter } from '../settings/level-meter.tsx';
import { readLineDraft, toLineDraft, type LineDraft } from '../settings/line-draft.ts';
import { LineForm } from '../settings/line-form.tsx';
import { LineTestPanel } from '../settings/line-test.tsx';
import '../settings/settings.css';
import { useAudioDevices } from '../settings/use-devices.ts';
import { useLineTest } from '../settings/use-line-test.ts';
import { useSavePreference } from '../settings/use-save.ts';
import './first-run.css';

const steps = ['looks', 'line', 'microphone'] as const;
type Step = (typeof steps)[number];
type Start = 'practice' | 'main';

export default function FirstRunPage(_: PageProps) {
  const { t } = useTranslation(['firstRun', 'settings', 'common', 'frame']);
  const { desk, phone, hello } = useServices();
  const settings = useSettings();
  const snapshot = usePhone();
  const [step, setStep] = useState<Step>('looks');
  const [start, setStart] = useState<Start>('practice');
  const [draft, setDraft] = useState<LineDraft>(() => toLineDraft(null));
  const [tried, setTried] = useState(false);
  const [isListening, setListening] = useState(false);
  const line = useCommand();
  const { command: finishing, save } = useSavePreference();
  const devices = useAudioDevices();
  const microphone = settings?.preferences.microphone ?? null;
  const test = useLineTest(microphone);
  const head = useRef<HTMLHeadingElement>(null);
  const isFirst = useRef(true);
  const at = steps.indexOf(step);
  const reading = readLineDraft(draft, null);
  const lacksPassword = draft.password === '';
  const isProvisioned = settings?.account !== null && settings?.account !== undefined;

  // a desk that was set up by IT needs no first run; whoever opens it next sees the workspace
  useEffect(() => {
    if (isProvisioned && step === 'looks') void save({ firstRunDone: true });
  }, [isProvisioned, step, save]);
  // reading and tabbing go on at the top of each step
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else head.current?.focus();
  }, [step]);

  const finish = (): void => void save({ firstRunDone: true });
  const advance = (): void => {
    const following = steps[at + 1];
    if (following) setStep(following);
    else finish();
  };
  const goOn = (): void => {
    if (step !== 'line' || start === 'practice') {
      advance();
      return;
    }
    setTried(true);
    if (!reading.ok || lacksPassword) return;
    void line
      .run(() => desk.settings.setAccount({ account: reading.account, password: draft.password }))
      .then((done) => {
        if (done) advance();
      });
  };
  const back = (): void => {
    const before = steps[at - 1];
    if (before) setStep(before);
  };
  useKeys({ 'Ctrl+Enter': goOn, Escape: () => (at > 0 ? back() : false) });

  if (!settings || (isProvisioned && step === 'looks')) return <main className="first" aria-busy="true" />;
  const choices: readonly { readonly id: Start; readonly icon: typeof Headset }[] = [
    { id: 'practice', icon: GraduationCap },
    { id: 'main', icon: Headset },
  ];
  return (
    <main className="first">
      <div className={`first-card${step === 'line' && start === 'main' ? ' is-wide' : ''}`}>
        <header>
          <Mark size={32} />
          <strong>{[...new Set([t('frame:product'), 'Linewarden'])].join(' ')}</strong>
          <span className="kit-gap" />
          <button type="button" className="lw-link" disabled={finishing.busy} onClick={finish}>
            {t('skipAll')}
          </button>
        </header>
        <ol className="first-steps" aria-label={t('steps')}>
          {steps.map((name, index) => (
            <li
              key={name}
              aria-current={name === step ? 'step' : undefined}
              className={index < at ? 'is-done' : undefined}
            >
              <i aria-hidden="true">{index < at ? <Check size={14} strokeWidth={2.5} /> : index + 1}</i>
              {t(`step.${name}`)}
            </li>
          ))}
        </ol>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            goOn();
          }}
        >
          <h1 ref={head} tabIndex={-1}>
            {t(`title.${step}`)}
          </h1>
          <p className="first-text">{t(`text.${step}`)}</p>
          {step === 'looks' && <LooksFields settings={settings} />}
          {step === 'line' && (
            <>
              <div className="first-choices" role="radiogroup" aria-label={t('title.line')}>
                {choices.map(({ id, icon: Icon }) => (
                  <label key={id} className={start === id ? 'is-on' : undefined}>
                    <input
                      type="radio"
                      className="lw-sr"
                      name="first-line"
                      checked={start === id}
                      onChange={() => setStart(id)}
                    />
                    <Icon size={24} strokeWidth={1.75} aria-hidden="true" />
                    <span>
                      <b>{t(`start.${id}`)}</b>
                      <span>{t(`startText.${id}`)}</span>
                    </span>
                  </label>
                ))}
              </div>
              {start === 'main' && (
                <div className="first-line">
                  <div>
                    <LineForm
                      brief
                      draft={draft}
                      wrong={
                        tried
                          ? [...(reading.ok ? [] : reading.wrong), ...(lacksPassword ? (['password'] as const) : [])]
                          : []
                      }
                      disabled={false}
                      stored={null}
                      whereNew={settings.secret.where}
                      onChange={setDraft}
                    />
                    {line.failure && (
                      <FailureBanner title={t('settings:notSaved')} failure={line.failure} onRetry={line.retry} />
                    )}
                  </div>
                  <LineTestPanel
                    test={test}
                    account={reading.ok ? reading.account : null}
                    onRun={() => {
                      if (reading.ok) test.run(reading.account, draft.password);
                    }}
                    onPractice={() => setStart('practice')}
                  />
                </div>
              )}
            </>
          )}
          {step === 'microphone' && (
            <>
              <Field label={t('settings:device.microphone')} hint={t('settings:deviceHint.microphone')}>
                {(ids) => (
                  <select
                    {...ids}
                    className="kit-input"
                    value={microphone ?? ''}
                    onChange={(event) => {
                      const chosen = event.target.value === '' ? null : event.target.value;
                      const name = devices.inputs.find(({ deviceId }) => deviceId === chosen)?.label ?? '';
                      const part = { microphone: chosen, microphoneName: name };
                      void save(part).then((done) => {
                        if (!done) return;
                        const sound = soundOf({ ...settings.preferences, ...part });
                        phone.send({ type: 'devices', ...sound }).catch(() => undefined);
                      });
                    }}
                  >
                    <option value="">{t('settings:deviceDefault')}</option>
                    {devices.inputs.map(({ deviceId, label }, index) => (
                      <option key={deviceId} value={deviceId}>
                        {label === '' ? t('settings:deviceUnnamed', { index: index + 1 }) : label}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
              {isListening ? (
                <LevelMeter device={microphone} onOpened={devices.reload} />
              ) : (
                <button type="button" className="lw-button" onClick={() => setListening(true)}>
                  {t('settings:micTry')}
                </button>
              )}
              {snapshot?.microphone === 'ready' && !isListening && <p className="first-text">{t('microphoneReady')}</p>}
              {hello.host === 'web' && <p className="kit-meta first-hint">{t('webHint')}</p>}
            </>
          )}
          {finishing.failure && (
            <FailureBanner title={t('settings:notSaved')} failure={finishing.failure} onRetry={finishing.retry} />
          )}
          <footer>
            {at > 0 && (
              <button type="button" className="lw-button" onClick={back}>
                <ArrowLeft size={16} aria-hidden="true" />
                {t('back')}
              </button>
            )}
            <span className="kit-gap" />
            {step !== 'looks' && (
              <button type="button" className="lw-button" onClick={advance}>
                {t('skip')}
              </button>
            )}
            <button type="submit" className="lw-button lw-button-primary" disabled={line.busy || finishing.busy}>
              {t(at === steps.length - 1 ? 'finish' : step === 'line' && start === 'main' ? 'saveNext' : 'next')}
              <ArrowRight size={16} aria-hidden="true" />
            </button>
          </footer>
        </form>
      </div>
    </main>
  );
}
