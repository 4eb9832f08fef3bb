/** Runs a command of the desk service: busy while it runs, its failure as words afterwards, and the same once more on retry. */
import { useCallback, useRef, useState } from 'react';
import { failureOf, type Failure } from '../../state/failure.ts';

export interface Command {
  readonly busy: boolean;
  readonly failure: Failure | null;
  /** Answers whether it went well; never rejects. One at a time: a second press while one runs does nothing. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly retry: () => void;
  readonly clear: () => void;
}

export function useCommand(): Command {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const isBusy = useRef(false);
  const last = useRef<(() => Promise<unknown>) | null>(null);
  const run = useCallback(async (work: () => Promise<unknown>): Promise<boolean> => {
    if (isBusy.current) return false;
    isBusy.current = true;
    last.current = work;
    setBusy(true);
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(failureOf(error));
      return false;
    } finally {
      isBusy.current = false;
      setBusy(false);
    }
  }, []);
  const retry = useCallback(() => {
    if (last.current) void run(last.current);
  }, [run]);
  const clear = useCallback(() => setFailure(null), []);
  return { busy, failure, run, retry, clear };
}
