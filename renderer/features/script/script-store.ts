/** The script runs of this window, by call. A vanilla store; React only selects. */
import { createStore } from 'zustand/vanilla';
import type { ScriptRun } from '../../../core/script/run.ts';
import type { Tag } from '../../../core/tag/tag.ts';

interface KeptRun {
  readonly run: ScriptRun;
  /** of the outcome that was reached, or of the running script: what a rejection may tag without a guess */
  readonly tag: Tag | null;
}

export interface ScriptRuns {
  readonly runs: ReadonlyMap<string, KeptRun>;
  /** are the hard exits unfolded (X)? */
  readonly exitsOpen: boolean;
}

export const scriptRuns = createStore<ScriptRuns>(() => ({ runs: new Map(), exitsOpen: false }));

/** Runs of old calls are of no use to anybody: the log has them. */
const keepRuns = 20;

export function setRun(call: string, run: KeptRun | null): void {
  scriptRuns.setState((state) => {
    const runs = new Map(state.runs);
    runs.delete(call);
    if (run) runs.set(call, run);
    while (runs.size > keepRuns) runs.delete(runs.keys().next().value ?? '');
    return { runs, exitsOpen: false };
  });
}
