/** The line test's results in words: what is wrong, what it means for calls, what to do, and a report for IT. */
import { CircleCheck, CircleDashed, CircleStop, CircleX, Copy, Info, LoaderCircle, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LineCheck } from '../../../core/contract/admin.ts';
import type { LineAccount } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { Banner } from '../../ui/banner.tsx';
import { Panel } from '../../ui/panel.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { useCopy } from '../kit/use-copy.ts';
import { foundWords, tookWords } from './found-words.ts';
import { testReport } from './test-report.ts';
import { rowsOf, type TestRow } from './test-rows.ts';
import type { LineTest } from './use-line-test.ts';

interface LineTestPanelProps {
  readonly test: LineTest;
  /** what is tested; null = it cannot be read yet */
  readonly account: LineAccount | null;
  readonly onRun: () => void;
  readonly onPractice: (() => void) | null;
}

const icons = { passed: CircleCheck, failed: CircleX, running: LoaderCircle, skipped: CircleDashed } as const;
/** what this page tests, and can test again alone */
const byPage: ReadonlySet<LineCheck['id']> = new Set(['ice', 'media', 'microphone', 'loopback']);

export function LineTestPanel({ test, account, onRun, onPractice }: LineTestPanelProps) {
  const { t, i18n } = useTranslation(['settings', 'common']);
  const { hello } = useServices();
  const copy = useCopy();
  const { checks, running, stopped, failure } = test;
  const rows = rowsOf(account);
  const of = (state: LineCheck['state']): number => rows.filter(({ key }) => checks[key]?.state === state).length;
  const passed = of('passed');
  const failed = of('failed');
  const hasResults = passed + failed > 0;

  const said = (id: LineCheck['id'], code: string, part: 'what' | 'todo'): string => {
    for (const key of [`problem.${id}-${code}.${part}`, `problem.${code}.${part}`, `problem.failed.${part}`]) {
      const words: unknown = i18n.getResource(i18n.language, 'settings', key);
      if (typeof words === 'string') return words;
    }
    return code;
  };
  const words = ({ key, id }: TestRow): string => {
    const check = checks[key];
    if (!check) return t(`checkAbout.${id}`);
    switch (check.state) {
      case 'running':
        return t('checking');
      case 'passed': {
        const good: unknown = i18n.getResource(i18n.language, 'settings', `good.${id}-${check.code}`);
        return [typeof good === 'string' ? good : t(`good.${id}`), foundWords(check, t)]
          .filter(Boolean)
          .join(t('common:dot'));
      }
      case 'failed':
        return said(id, check.code, 'what');
      case 'skipped': {
        const why: unknown = i18n.getResource(i18n.language, 'settings', `skipped.${check.code}`);
        return typeof why === 'string' ? why : t('skipped.no-connection');
      }
      default:
        return check.state satisfies never;
    }
  };
  const nameOf = ({ id, subject }: TestRow): string => [t(`check.${id}`), subject].filter(Boolean).join(' ');
  const todo = ({ key, id }: TestRow): string[] => said(id, checks[key]?.code ?? '', 'todo').split('\n');
  const report = (): string =>
    testReport(
      rows,
      checks,
      {
        title: t('report.title', { passed, failed }),
        servers: t('report.servers'),
        user: t('report.user'),
        time: t('report.time'),
        program: t('report.program'),
        stateOf: (state) => t(`report.state.${state}`),
        nameOf,
        saidOf: words,
        todoOf: todo,
      },
      { account, program: `${hello.version} ${hello.host} ${navigator.userAgent}`, now: new Date() },
    );

  return (
    <Panel
      title={
        <>
          {t('test')}
          {hasResults && <span className="set-test-sum">{t('testSum', { passed, failed })}</span>}
        </>
      }
      label={t('test')}
      className="set-test"
      meta={
        running ? (
          <button type="button" className="lw-button" onClick={test.stop}>
            <CircleStop size={16} aria-hidden="true" />
            {t('testStop')}
          </button>
        ) : (
          <div className="kit-row">
            {hasResults && (
              <button type="button" className="lw-button" onClick={() => void copy.run(report())}>
                <Copy size={16} aria-hidden="true" />
                {copy.done ? t('copied') : t('copyReport')}
              </button>
            )}
            <button type="button" className="lw-button" disabled={account === null} onClick={onRun}>
              <RotateCcw size={16} aria-hidden="true" />
              {hasResults ? t('testAgain') : t('testAll')}
            </button>
          </div>
        )
      }
    >
      <p className="set-test-info">
        <Info size={16} aria-hidden="true" />
        {account === null ? t('testNeeds') : t('testInfo')}
      </p>
      {stopped && (
        <div className="kit-read-failure">
          <Banner kind="info" title={t(`testStopped.${stopped}.title`)} text={t(`testStopped.${stopped}.text`)} />
        </div>
      )}
      {failure && (
        <div className="kit-read-failure">
          <FailureBanner title={t('testFailed')} failure={failure} onRetry={onRun} />
        </div>
      )}
      <ol className="set-checks" aria-live="polite">
        {rows.map((row) => {
          const check = checks[row.key];
          const state = check?.state ?? 'skipped';
          const Icon = icons[state];
          return (
            <li key={row.key} className={`is-${check ? state : 'open'}`}>
              <Icon
                size={24}
                strokeWidth={1.75}
                aria-hidden="true"
                className={state === 'running' ? 'set-spin' : undefined}
              />
              <div>
                <b>
                  {nameOf(row)}
                  <span className="lw-sr">{check ? t(`checkState.${state}`) : t('checkState.open')}</span>
                </b>
                <span>{words(row)}</span>
                {check?.state === 'failed' && (
                  <div className="set-todo">
                    <ol>
                      {todo(row).map((step) => (
                        <li key={step}>{step}</li>
                      ))}
                    </ol>
                    {check.detail !== '' && (
                      <details>
                        <summary>{t('common:details')}</summary>
                        <code>
                          {row.id}/{check.code} {check.detail}
                        </code>
                      </details>
                    )}
                    <div className="kit-row">
                      {byPage.has(row.id) && (
                        <button
                          type="button"
                          className="lw-button lw-button-primary"
                          disabled={running}
                          onClick={() => test.runAudio(account)}
                        >
                          <RotateCcw size={16} aria-hidden="true" />
                          {t('testAudio')}
                        </button>
                      )}
                      {onPractice && (
                        <button type="button" className="lw-link" onClick={onPractice}>
                          {t('toPractice')}
                        </button>
                      )}
                    </div>
                  </div>
                )}
              </div>
              <span className="set-ms">
                {check === undefined ? t('notTested') : check.ms === null ? '' : tookWords(check.ms, t)}
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
