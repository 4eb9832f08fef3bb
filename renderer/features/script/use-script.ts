/** The script guide of one call: reads the scripts, moves, records each step, carries out a confirmed outcome. */
import { useState } from 'react';
import { ulid } from 'ulid';
import { useStore } from 'zustand';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import type { Answer, Exit, Outcome, Script } from '../../../core/script/script.ts';
import { subtypeSchema } from '../../../core/tag/tag.ts';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { numberOf } from '../../state/call-commands.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { failureOf, type Failure } from '../../state/failure.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import {
  answerStep,
  confirmOutcome,
  openScript,
  stepBack,
  takeExit,
  type Moved,
  type ScriptRun,
} from './script-run.ts';
import { scriptRuns, setRun } from './script-store.ts';

const dayMs = 86_400_000;
const none: readonly Script[] = [];

export interface ScriptGuide {
  readonly scripts: readonly Script[];
  readonly loading: boolean;
  readonly run: ScriptRun | null;
  readonly exitsOpen: boolean;
  readonly failure: { readonly failure: Failure; readonly retry: () => void } | null;
  readonly canSetLists: boolean;
  open(id?: string): void;
  answer(answer: Answer, obvious: boolean): void;
  exit(exit: Exit): void;
  toggleExits(): void;
  back(): void;
  confirm(): void;
  restart(): void;
}

export function useScript(call: PhoneCall): ScriptGuide {
  const { desk, hello } = useServices();
  const locale = useLocale();
  const commands = useCallCommands();
  const { data, loading } = useDeskData([], (client, signal) => client.scripts.all({ locale }, { signal }), [locale]);
  const scripts = data ?? none;
  const run = useStore(scriptRuns, (state) => state.runs.get(call.id) ?? null);
  const exitsOpen = useStore(scriptRuns, (state) => state.exitsOpen);
  const [failed, setFailed] = useState<ScriptGuide['failure']>(null);
  const canSetLists = hello.person.role !== 'agent';

  /** The view moves at once; a step that could not be recorded says so and can be sent again with the same id. */
  function move(moved: Moved | null): void {
    if (!moved) return;
    setRun(call.id, moved.run);
    const number = numberOf(call);
    if (number === null) return;
    const steps = moved.record.map((step) => ({ ...step, id: ulid(), call: call.id, number }));
    const send = async (): Promise<void> => {
      try {
        for (const step of steps) await desk.scripts.step(step);
        setFailed(null);
      } catch (error) {
        setFailed({ failure: failureOf(error), retry: () => void send() });
      }
    };
    void send();
  }

  /** What an outcome proposes: tag, list entry (supervisors; an agent's goes with the escalation), escalation. */
  async function carryOut(outcome: Outcome): Promise<void> {
    const number = numberOf(call);
    if (number === null) return;
    const subtype = subtypeSchema.safeParse(outcome.subtype);
    if (outcome.tag && !(await commands.tag(call, outcome.tag, subtype.success ? subtype.data : null))) return;
    const { list } = outcome;
    const wantsList = list !== null;
    if (list !== null && canSetLists) {
      const expiresAt = outcome.days > 0 ? Date.now() + outcome.days * dayMs : null;
      const entry = {
        kind: list,
        match: { type: 'exact', number },
        reason: `${outcome.code} ${outcome.title}`,
        expiresAt,
      } as const;
      try {
        await desk.lists.set(entry);
      } catch (error) {
        setFailed({ failure: failureOf(error), retry: () => void carryOut(outcome) });
        return;
      }
    }
    if (outcome.escalate || (wantsList && !canSetLists)) {
      if (
        !(await commands.escalate(call, `${outcome.code} ${outcome.title}：${outcome.why}`, locale)) &&
        !commands.store.getState().escalated.has(call.id)
      )
        return;
    }
    setFailed(null);
  }

  return {
    scripts,
    loading,
    run,
    exitsOpen,
    failure: failed,
    canSetLists,
    open(id = 'entry') {
      const script = scripts.find((each) => each.id === id) ?? scripts[0];
      if (script) move(openScript(script, Date.now()));
    },
    answer(answer, obvious) {
      if (run) move(answerStep(run, answer, obvious, scripts, Date.now()));
    },
    exit(exit) {
      if (run) move(takeExit(run, exit, Date.now()));
    },
    toggleExits() {
      if (run && !run.outcome) scriptRuns.setState((state) => ({ exitsOpen: !state.exitsOpen }));
    },
    back() {
      if (run && !run.confirmed) move(stepBack(run, scripts, Date.now()));
    },
    confirm() {
      if (!run?.outcome || run.confirmed) return;
      const { outcome } = run;
      move(confirmOutcome(run));
      void carryOut(outcome);
    },
    restart() {
      setRun(call.id, null);
    },
  };
}
