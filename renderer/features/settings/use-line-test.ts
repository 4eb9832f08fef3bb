/**
 * Runs the line test: the desk service's checks as they come, then what this page checks. One run at a time; a call ends it, since
 * neither may be heard in the other.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LineCheck } from '../../../core/contract/admin.ts';
import type { PhoneSnapshot } from '../../../core/contract/phone.ts';
import type { LineAccount } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { failureOf, type Failure } from '../../state/failure.ts';
import { probeMicrophone } from './audio-probes.ts';
import { iceTargets, probeIce, probeMedia } from './ice-probes.ts';
import { probeLoopback } from './loopback-probe.ts';
import { logLine } from './test-report.ts';
import { rowKey, rowsOf, type Checks } from './test-rows.ts';

/** Why it does not run, or no longer. */
export type TestStop = 'in-call' | 'call-came' | 'stopped';

export interface LineTest {
  readonly checks: Checks;
  readonly running: boolean;
  readonly stopped: TestStop | null;
  readonly failure: Failure | null;
  readonly run: (account: LineAccount | null, password: string) => void;
  /** what this page checks, alone */
  readonly runAudio: (account: LineAccount | null) => void;
  readonly stop: () => void;
}

const withCheck =
  (check: LineCheck) =>
  (old: Checks): Checks => ({ ...old, [rowKey(check)]: check });

const hasCall = (phone: PhoneSnapshot | null): boolean =>
  phone?.calls.some(({ call }) => call.state !== 'ended') === true;

type Say = (check: LineCheck) => void;

export function useLineTest(microphone: string | null): LineTest {
  const { desk, phone } = useServices();
  const [checks, setChecks] = useState<Checks>({});
  const [running, setRunning] = useState(false);
  const [stopped, setStopped] = useState<TestStop | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(), []);

  const audio = useCallback(
    async (account: LineAccount | null, signal: AbortSignal, say: Say) => {
      const step = async (id: LineCheck['id'], work: () => Promise<LineCheck>, subject?: string): Promise<void> => {
        if (signal.aborted) return;
        const about = subject === undefined ? {} : { subject };
        say({ id, state: 'running', code: 'running', detail: '', ms: null, ...about });
        say(await work());
      };
      for (const target of iceTargets(account)) await step('ice', () => probeIce(target, signal), target.url);
      await step('media', () => probeMedia(signal));
      await step('microphone', () => probeMicrophone(microphone, phone.getSnapshot(), signal));
      await step('loopback', () => probeLoopback(signal));
    },
    [microphone, phone],
  );

  const start = useCallback(
    (account: LineAccount | null, work: (signal: AbortSignal, say: Say) => Promise<void>) => {
      current.current?.abort();
      setFailure(null);
      if (hasCall(phone.getSnapshot())) {
        setStopped('in-call');
        return;
      }
      const mine = new AbortController();
      current.current = mine;
      setStopped(null);
      setRunning(true);
      const made: Record<string, LineCheck> = {};
      const say: Say = (check) => {
        if (mine.signal.aborted) return;
        made[rowKey(check)] = check;
        setChecks(withCheck(check));
      };
      const unsubscribe = phone.subscribe(() => {
        if (!hasCall(phone.getSnapshot())) return;
        mine.abort();
        setStopped('call-came');
      });
      work(mine.signal, say)
        .catch((error: unknown) => {
          if (!mine.signal.aborted) setFailure(failureOf(error));
        })
        .finally(() => {
          unsubscribe();
          if (mine.signal.aborted) setChecks(withoutRunning);
          // IT finds it in the log, and so in the diagnostics
          else
            desk.admin
              .log({ level: 'info', source: 'line-test', message: logLine(rowsOf(account), made) })
              .catch(() => undefined);
          if (current.current === mine) setRunning(false);
        });
    },
    [desk, phone],
  );

  const run = useCallback(
    (account: LineAccount | null, password: string) =>
      start(account, async (signal, say) => {
        setChecks({});
        const input = password === '' ? { account } : { account, password };
        const stream = await desk.settings.testLine(input, { signal });
        for await (const check of stream) {
          // "skipped: phone" stands for what this page does itself
          if (!(check.state === 'skipped' && check.code === 'phone')) say(check);
        }
        await audio(account, signal, say);
      }),
    [audio, desk, start],
  );
  const runAudio = useCallback(
    (account: LineAccount | null) => start(account, (signal, say) => audio(account, signal, say)),
    [audio, start],
  );
  const stop = useCallback(() => {
    if (current.current === null || current.current.signal.aborted) return;
    current.current.abort();
    setStopped('stopped');
  }, []);
  return { checks, running, stopped, failure, run, runAudio, stop };
}

/** What was under way when it was stopped was not tested. */
function withoutRunning(checks: Checks): Checks {
  return Object.fromEntries(Object.entries(checks).filter(([, check]) => check.state !== 'running'));
}
