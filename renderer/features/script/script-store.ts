/** The script runs of this window, by call. A vanilla store; React only selects. */
import { createStore } from 'zustand/vanilla';
import type { ScriptRun } from './script-run.ts';

export interface ScriptRuns {
  readonly runs: ReadonlyMap<string, ScriptRun>;
  /** are the hard exits unfolded (X)? */
  readonly exitsOpen: boolean;
}

export const scriptRuns = createStore<ScriptRuns>(() => ({ runs: new Map(), exitsOpen: false }));

/** Runs of old calls are of no use to anybody: the log has them. */
const keepRuns = 20;

export function setRun(call: string, run: ScriptRun | null): void {
  scriptRuns.setState((state) => {
    const runs = new Map(state.runs);
    runs.delete(call);
    if (run) runs.set(call, run);
    while (runs.size > keepRuns) runs.delete(runs.keys().next().value ?? '');
    return { runs, exitsOpen: false };
  });
}
