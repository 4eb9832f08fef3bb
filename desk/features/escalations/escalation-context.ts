/** What a supervisor must see as it was when the agent asked: risk, factors, tags and the way through the script. */
import type { EscalationContext, ScriptTrail } from '../../../core/escalation/escalation.ts';
import type { Line } from '../../../core/event/line.ts';
import type { CallerNumber } from '../../../core/number/caller-number.ts';
import type { RowOf } from '../../../core/projection/table.ts';
import type { Script } from '../../../core/script/script.ts';
import type { Locale } from '../../../core/settings/settings.ts';
import { makeCard } from '../calls/caller-card.ts';
import type { LiveCalls } from '../calls/live-calls.ts';
import type { FeatureDeps } from '../deps.ts';

interface Asked {
  readonly line: Line;
  readonly call: string | null;
  readonly number: CallerNumber;
  readonly locale: Locale;
}

export function makeContext(deps: FeatureDeps, live: LiveCalls, asked: Asked): EscalationContext {
  const { line, call, number, locale } = asked;
  const { reads } = deps.store;
  const heard = call === null ? null : live.get(call);
  // judged now: tags put on during the call have moved the risk since it rang
  const card = makeCard(deps, live, {
    call: call ?? '',
    line,
    number,
    claimedName: heard?.claimedName ?? '',
    verstat: heard?.verstat ?? null,
  });
  const way = call === null ? [] : wayTaken(reads.stepsOf(line, call));
  const scripts = new Map(deps.scripts(locale).map((script) => [script.id, script]));
  return {
    display: number.display,
    place: card.place,
    risk: card.verdict.risk,
    factors: card.verdict.factors,
    tags: [...new Set(card.tags.map(({ tag }) => tag))],
    trail: way.map((row) => toTrail(row, scripts)),
    outcome: outcomeOf(way, scripts),
  };
}

type StepRow = RowOf<'scriptSteps'>;

/** The way taken: what was gone back from is not part of it, and neither are opening and confirming. */
function wayTaken(steps: readonly StepRow[]): StepRow[] {
  const way: StepRow[] = [];
  for (const row of steps) {
    if (row.move === 'back') way.pop();
    else if (row.move === 'answer' || row.move === 'exit') way.push(row);
  }
  return way;
}

function toTrail(row: StepRow, scripts: ReadonlyMap<string, Script>): ScriptTrail {
  const script = scripts.get(row.script);
  const step = script?.steps.find(({ id }) => id === row.step);
  const answer = step?.answers.find(({ id }) => id === row.answer)?.label;
  const exit = script?.exits.find(({ id }) => id === row.answer)?.label;
  return {
    script: row.script,
    title: script?.title ?? row.script,
    step: row.step,
    stepTitle: step?.title ?? row.step,
    answer: answer ?? exit ?? row.answer,
    at: row.at,
  };
}

/** Title of the outcome that the last answer led to. */
function outcomeOf(way: readonly StepRow[], scripts: ReadonlyMap<string, Script>): string | null {
  const last = way.at(-1);
  if (last === undefined || last.outcome === null) return null;
  return scripts.get(last.script)?.outcomes.find(({ id }) => id === last.outcome)?.title ?? last.outcome;
}
