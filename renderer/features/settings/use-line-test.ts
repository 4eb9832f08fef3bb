/** Runs the line test: the desk service's checks as they come, then microphone and media by this page. One run at a time. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LineCheck } from '../../../core/contract/admin.ts';
import type { LineAccount } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { failureOf, type Failure } from '../../state/failure.ts';
import { probeMedia, probeMicrophone } from './audio-probes.ts';

export const checkIds = ['dns', 'tls', 'websocket', 'register', 'microphone', 'media'] as const;
export type CheckId = (typeof checkIds)[number];

export interface LineTest {
  readonly checks: Readonly<Partial<Record<CheckId, LineCheck>>>;
  readonly running: boolean;
  readonly failure: Failure | null;
  readonly run: (account: LineAccount | null, password: string) => void;
  /** microphone and media alone */
  readonly runAudio: (account: LineAccount | null) => void;
}

const withCheck =
  (check: LineCheck) =>
  (old: LineTest['checks']): LineTest['checks'] => ({ ...old, [check.id]: check });

export function useLineTest(microphone: string | null): LineTest {
  const { desk, phone } = useServices();
  const [checks, setChecks] = useState<LineTest['checks']>({});
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const audio = useCallback(
    async (account: LineAccount | null, signal: AbortSignal) => {
      const running = (id: CheckId): LineCheck => ({ id, state: 'running', code: 'running', detail: '', ms: null });
      setChecks(withCheck(running('microphone')));
      const heard = await probeMicrophone(microphone, phone.getSnapshot());
      if (signal.aborted) return;
      setChecks(withCheck(heard));
      setChecks(withCheck(running('media')));
      const media = await probeMedia(account, phone.getSnapshot());
      if (!signal.aborted) setChecks(withCheck(media));
    },
    [microphone, phone],
  );
  const start = useCallback((work: (signal: AbortSignal) => Promise<void>) => {
    stop.current?.abort();
    const mine = new AbortController();
    stop.current = mine;
    setRunning(true);
    setFailure(null);
    work(mine.signal)
      .catch((error: unknown) => {
        if (!mine.signal.aborted) setFailure(failureOf(error));
      })
      .finally(() => {
        if (stop.current === mine) setRunning(false);
      });
  }, []);

  const run = useCallback(
    (account: LineAccount | null, password: string) =>
      start(async (signal) => {
        setChecks({});
        const input = password === '' ? { account } : { account, password };
        const stream = await desk.settings.testLine(input, { signal });
        for await (const check of stream) {
          // "skipped: phone" stands for what this page does itself
          if (!signal.aborted && !(check.state === 'skipped' && check.code === 'phone')) setChecks(withCheck(check));
        }
        if (!signal.aborted) await audio(account, signal);
      }),
    [audio, desk, start],
  );
  const runAudio = useCallback(
    (account: LineAccount | null) => start((signal) => audio(account, signal)),
    [audio, start],
  );
  return { checks, running, failure, run, runAudio };
}
