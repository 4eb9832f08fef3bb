/** The script guide of one call: reads the scripts, moves, records each step, carries out a confirmed outcome. */
import { useMemo, useState } from 'react';
import { ulid } from 'ulid';
import { useStore } from 'zustand';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { recordMove, recordOpening, type StepRecord } from '../../../core/script/record.ts';
import {
  moveScript,
  openScript,
  scriptSet,
  type ScriptMove,
  type ScriptRun,
  type ScriptSet,
} from '../../../core/script/run.ts';
import type { Answer, Exit, Outcome, Script } from '../../../core/script/script.ts';
import { subtypeSchema } from '../../../core/tag/tag.ts';
import { useServices } from '../../app/services.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { numberOf } from '../../state/call-commands.ts';
import { useDeskData } from '../../state/desk-data.ts';
import { failureOf, type Failure } from '../../state/failure.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import { scriptRuns, setRun } from './script-store.ts';
import { scriptTag, scriptView, type ScriptView } from './script-view.ts';

const dayMs = 86_400_000;
const none: readonly Script[] = [];

export interface ScriptGuide {
  readonly scripts: readonly Script[];
  readonly set: ScriptSet;
  readonly loading: boolean;
  readonly run: ScriptView | null;
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
  // the language of what was read: after a change of language the old texts stay until the new ones are there
  const set = useMemo(() => scriptSet(scripts, scripts[0]?.locale ?? 'zh-CN'), [scripts]);
  const state = useStore(scriptRuns, ({ runs }) => runs.get(call.id)?.run ?? null);
  const run = useMemo(() => state && scriptView(set, state), [set, state]);
  const exitsOpen = useStore(scriptRuns, (all) => all.exitsOpen);
  const [failed, setFailed] = useState<ScriptGuide['failure']>(null);
  const canSetLists = hello.person.role !== 'agent';

  /** The view moves at once; a step that could not be recorded says so and can be sent again with the same id. */
  function show(next: ScriptRun, records: readonly StepRecord[]): void {
    const view = scriptView(set, next);
    setRun(call.id, { run: next, tag: view && scriptTag(view) });
    const number = numberOf(call);
    if (number === null) return;
    const steps = records.map((step) => ({ ...step, id: ulid(), call: call.id, number }));
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

  /** A move that makes no sense here, or was meant for a step that is gone (a key pressed twice), changes nothing. */
  function move(made: ScriptMove): boolean {
    if (!state || scriptRuns.getState().runs.get(call.id)?.run !== state) return false;
    const moved = moveScript(set, state, made, Date.now());
    if (!moved.ok) return false;
    show(moved.run, recordMove(state, made, moved.run));
    return true;
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
    set,
    loading,
    run,
    exitsOpen,
    failure: failed,
    canSetLists,
    open(id = 'entry') {
      const script = scripts.find((each) => each.id === id) ?? scripts[0];
      const opened = script && openScript(set, script.id, Date.now());
      if (opened?.ok) show(opened.run, recordOpening(opened.run));
    },
    answer(answer, obvious) {
      move({ type: 'answer', answer: answer.id, obvious: obvious && answer.obvious });
    },
    exit(exit) {
      move({ type: 'exit', exit: exit.id });
    },
    toggleExits() {
      if (run && !run.outcome) scriptRuns.setState((all) => ({ exitsOpen: !all.exitsOpen }));
    },
    back() {
      move({ type: 'back' });
    },
    confirm() {
      if (run?.outcome && move({ type: 'outcome' })) void carryOut(run.outcome);
    },
    restart() {
      setRun(call.id, null);
    },
  };
}
