/** Reads from the desk service and reads again when the topics change; the last good answer stays while the link is down. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Change, Topic } from '../../core/contract/session.ts';
import type { DeskClient } from '../desk-link/desk-client.ts';
import { useServices } from '../app/services.ts';

type ChangeListener = (change: Change | null) => void;
const listeners = new Set<ChangeListener>();

/** `null` = anything may have changed (the link came back). */
export function onDeskChange(listener: ChangeListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Follows `session.changes` for as long as `signal` lasts; opened again a second after it ends. Called once, by the app. */
export async function followChanges(desk: DeskClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      const changes = await desk.session.changes(undefined, { signal });
      for (const listener of listeners) listener(null);
      for await (const change of changes) for (const listener of listeners) listener(change);
    } catch {
      // ended by the link; deskUp tells people, and the loop opens it again
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** After a read of d ms come 4 d ms of rest, so that a flood of changes leaves the desk service and the page to the calls. */
const restFactor = 4;
const maxRestMs = 1000;

export interface DeskData<T> {
  /** the last good answer, also while it is read again */
  readonly data: T | null;
  readonly error: unknown;
  readonly loading: boolean;
  readonly reload: () => void;
}

/**
 * `read` runs at once, when `deps` (compared as JSON) change, when one of `topics` changes and when the link comes back.
 * Bursts of changes are read once: a read in flight is followed by at most one more.
 */
export function useDeskData<T>(
  topics: readonly Topic[],
  read: (desk: DeskClient, signal: AbortSignal) => Promise<T>,
  deps: readonly unknown[],
): DeskData<T> {
  const { desk } = useServices();
  const [state, setState] = useState<{ data: T | null; error: unknown; loading: boolean }>({
    data: null,
    error: null,
    loading: true,
  });
  const latest = useRef(read);
  latest.current = read;
  const again = useRef<() => void>(() => undefined);
  const watched = topics.join();
  // by value: an input object made anew by each render must not read for ever
  const input = JSON.stringify(deps);
  useEffect(() => {
    const stop = new AbortController();
    let isReading = false;
    let wanted = false;
    let restUntil = 0;
    const run = async (): Promise<void> => {
      wanted = true;
      if (isReading) return;
      isReading = true;
      while (wanted && !stop.signal.aborted) {
        const rest = restUntil - performance.now();
        if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
        if (stop.signal.aborted) break;
        wanted = false;
        const began = performance.now();
        setState((old) => (old.loading ? old : { ...old, loading: true }));
        try {
          const data = await latest.current(desk, stop.signal);
          if (!stop.signal.aborted) setState({ data, error: null, loading: false });
        } catch (error) {
          if (!stop.signal.aborted) setState((old) => ({ ...old, error, loading: false }));
        }
        const ended = performance.now();
        restUntil = ended + Math.min(maxRestMs, restFactor * (ended - began));
      }
      isReading = false;
    };
    again.current = () => void run();
    void run();
    const unsubscribe = onDeskChange((change) => {
      if (change === null || watched.split(',').includes(change.topic)) void run();
    });
    return () => {
      stop.abort();
      unsubscribe();
    };
  }, [desk, watched, input]);
  const reload = useCallback(() => again.current(), []);
  return { ...state, reload };
}
