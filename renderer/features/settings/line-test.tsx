/** The line test's results in words: what is wrong, what it means for calls, what to do, and a text for IT. */
import { CircleCheck, CircleDashed, CircleX, Copy, LoaderCircle, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LineCheck } from '../../../core/contract/admin.ts';
import type { LineAccount } from '../../../core/settings/settings.ts';
import { Panel } from '../../ui/panel.tsx';
import { FailureBanner } from '../kit/failure-banner.tsx';
import { useCopy } from '../kit/use-copy.ts';
import { checkIds, type CheckId, type LineTest } from './use-line-test.ts';

interface LineTestPanelProps {
  readonly test: LineTest;
  /** what is tested; null = it cannot be read yet */
  readonly account: LineAccount | null;
  readonly onRun: () => void;
  readonly onPractice: (() => void) | null;
}

const icons = { passed: CircleCheck, failed: CircleX, running: LoaderCircle, skipped: CircleDashed } as const;

export function LineTestPanel({ test, account, onRun, onPractice }: LineTestPanelProps) {
  const { t, i18n } = useTranslation(['settings', 'common']);
  const copy = useCopy();
  const { checks, running, failure } = test;
  const of = (state: LineCheck['state']): number => checkIds.filter((id) => checks[id]?.state === state).length;
  const passed = of('passed');
  const failed = of('failed');

  const said = (id: CheckId, code: string, part: 'what' | 'todo'): string => {
    for (const key of [`problem.${id}-${code}.${part}`, `problem.${code}.${part}`, `problem.failed.${part}`]) {
      const words: unknown = i18n.getResource(i18n.language, 'settings', key);
      if (typeof words === 'string') return words;
    }
    return code;
  };
  const words = (id: CheckId): string => {
    const check = checks[id];
    if (!check) return t(`checkAbout.${id}`);
    switch (check.state) {
      case 'running':
        return t('checking');
      case 'passed': {
        const good: unknown = i18n.getResource(i18n.language, 'settings', `good.${id}-${check.code}`);
        return [typeof good === 'string' ? good : t(`good.${id}`), check.detail].filter(Boolean).join(t('common:dot'));
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
  const forIt = (id: CheckId, check: LineCheck): string =>
    [
      t('it.title', { check: t(`check.${id}`) }),
      t('it.server', { servers: account?.servers.join(' ') ?? '' }),
      t('it.user', { user: account?.user ?? '', domain: account?.domain ?? '' }),
      t('it.result', { code: `${id}/${check.code}`, detail: check.detail, ms: check.ms ?? '' }),
      ...said(id, check.code, 'todo').split('\n'),
      t('it.time', { time: new Date().toISOString(), agent: navigator.userAgent }),
    ].join('\n');

  return (
    <Panel
      title={
        <>
          {t('test')}
          {passed + failed > 0 && <span className="set-test-sum">{t('testSum', { passed, failed })}</span>}
        </>
      }
      label={t('test')}
      className="set-test"
      meta={
        <button type="button" className="lw-button" disabled={running || account === null} onClick={onRun}>
          <RotateCcw size={16} aria-hidden="true" />
          {passed + failed > 0 ? t('testAgain') : t('testAll')}
        </button>
      }
    >
      <p className="set-test-info">{account === null ? t('testNeeds') : t('testInfo')}</p>
      {failure && (
        <div className="kit-read-failure">
          <FailureBanner title={t('testFailed')} failure={failure} onRetry={onRun} />
        </div>
      )}
      <ol className="set-checks" aria-live="polite">
        {checkIds.map((id) => {
          const check = checks[id];
          const state = check?.state ?? 'skipped';
          const Icon = icons[state];
          return (
            <li key={id} className={`is-${check ? state : 'open'}`}>
              <Icon
                size={24}
                strokeWidth={1.75}
                aria-hidden="true"
                className={state === 'running' ? 'set-spin' : undefined}
              />
              <div>
                <b>
                  {t(`check.${id}`)}
                  <span className="lw-sr">{check ? t(`checkState.${state}`) : t('checkState.open')}</span>
                </b>
                <span>{words(id)}</span>
                {check?.state === 'failed' && (
                  <div className="set-todo">
                    <ol>
                      {said(id, check.code, 'todo')
                        .split('\n')
                        .map((step) => (
                          <li key={step}>{step}</li>
                        ))}
                    </ol>
                    {check.detail !== '' && (
                      <details>
                        <summary>{t('common:details')}</summary>
                        <code>
                          {id}/{check.code} {check.detail}
                        </code>
                      </details>
                    )}
                    <div className="kit-row">
                      {(id === 'microphone' || id === 'media') && (
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
                      <button type="button" className="lw-button" onClick={() => void copy.run(forIt(id, check))}>
                        <Copy size={16} aria-hidden="true" />
                        {copy.done ? t('copied') : t('copyForIt')}
                      </button>
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
                {check?.ms !== null && check !== undefined ? t('ms', { ms: check.ms }) : check ? '' : t('notTested')}
              </span>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
