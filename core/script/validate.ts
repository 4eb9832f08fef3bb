/**
 * Proves of a set of scripts that nobody gets stuck in one: everything named exists, every step can be reached, and from
 * every step the answers lead to an outcome. Also that both languages are the same script.
 */
import { salesSubtypes } from '../tag/tag.ts';
import type { Goto, Script } from './script.ts';

export interface ScriptProblem {
  readonly locale: Script['locale'];
  readonly script: string;
  readonly code:
    | 'duplicate-script'
    | 'duplicate-step'
    | 'duplicate-answer'
    | 'duplicate-exit'
    | 'duplicate-outcome'
    | 'unknown-step'
    | 'unknown-script'
    | 'unknown-outcome'
    | 'unreachable-step'
    | 'unused-outcome'
    | 'dead-end'
    | 'bad-subtype'
    | 'missing-translation'
    | 'translation-differs';
  /** the step, answer or outcome concerned */
  readonly at: string;
}

/** Empty = all is well. `scripts` are all scripts of all languages. */
export function validateScripts(scripts: readonly Script[]): ScriptProblem[] {
  const problems: ScriptProblem[] = [];
  for (const [, ofLocale] of Map.groupBy(scripts, (script) => script.locale)) {
    const set = new Map(ofLocale.map((script) => [script.id, script]));
    for (const script of duplicates(ofLocale)) problems.push(problemOf(script, 'duplicate-script', script.id));
    for (const script of ofLocale) problems.push(...validateScript(script, set));
    problems.push(...deadEnds(ofLocale));
  }
  problems.push(...translationProblems(scripts));
  return problems;
}

function problemOf(script: Script, code: ScriptProblem['code'], at: string): ScriptProblem {
  return { locale: script.locale, script: script.id, code, at };
}

function duplicates<Item extends { readonly id: string }>(items: readonly Item[]): Item[] {
  return items.filter((item, index) => items.findIndex(({ id }) => id === item.id) !== index);
}

function* gotosOf(script: Script): Generator<{ readonly from: string; readonly goto: Goto }> {
  yield { from: 'start', goto: { step: script.start } };
  for (const step of script.steps)
    for (const answer of step.answers) yield { from: `${step.id}/${answer.id}`, goto: answer.goto };
  for (const exit of script.exits) yield { from: `exit/${exit.id}`, goto: { outcome: exit.outcome } };
}

function validateScript(script: Script, set: ReadonlyMap<string, Script>): ScriptProblem[] {
  const problems: ScriptProblem[] = [];
  const say = (code: ScriptProblem['code'], at: string): void => {
    problems.push(problemOf(script, code, at));
  };
  for (const step of duplicates(script.steps)) say('duplicate-step', step.id);
  for (const exit of duplicates(script.exits)) say('duplicate-exit', exit.id);
  for (const outcome of duplicates(script.outcomes)) say('duplicate-outcome', outcome.id);
  for (const step of script.steps)
    for (const answer of duplicates(step.answers)) say('duplicate-answer', `${step.id}/${answer.id}`);

  const used = new Set<string>();
  for (const { from, goto } of gotosOf(script)) {
    if ('step' in goto) {
      if (!script.steps.some(({ id }) => id === goto.step)) say('unknown-step', from);
    } else if ('script' in goto) {
      if (!set.has(goto.script)) say('unknown-script', from);
    } else {
      used.add(goto.outcome);
      if (!script.outcomes.some(({ id }) => id === goto.outcome)) say('unknown-outcome', from);
    }
  }
  for (const outcome of script.outcomes) {
    if (!used.has(outcome.id)) say('unused-outcome', outcome.id);
    if (!hasGoodSubtype(outcome)) say('bad-subtype', outcome.id);
  }
  const reached = stepsFromStart(script);
  for (const step of script.steps) if (!reached.has(step.id)) say('unreachable-step', step.id);
  return problems;
}

function hasGoodSubtype({ tag, subtype }: Script['outcomes'][number]): boolean {
  return subtype === null || (tag === 'sales' && (salesSubtypes as readonly string[]).includes(subtype));
}

function stepsFromStart(script: Script): ReadonlySet<string> {
  const reached = new Set<string>([script.start]);
  // A set grows while it is walked, so this visits what it adds.
  for (const id of reached)
    for (const { goto } of script.steps.find((step) => step.id === id)?.answers ?? [])
      if ('step' in goto) reached.add(goto.step);
  return reached;
}

/** Steps whose answers, followed however long, never come to an outcome. Exits do not count: they are for emergencies. */
function deadEnds(scripts: readonly Script[]): ScriptProblem[] {
  const steps = scripts.flatMap((script) =>
    script.steps.map((step) => ({ script, step, key: `${script.id}/${step.id}` })),
  );
  const startOf = new Map(scripts.map((script) => [script.id, `${script.id}/${script.start}`]));
  const ending = new Set<string>();
  let isGrowing = true;
  // each round adds at least one step, so there are no more rounds than steps
  while (isGrowing) {
    isGrowing = false;
    for (const { script, step, key } of steps) {
      if (ending.has(key)) continue;
      const ends = step.answers.some(({ goto }) => {
        if ('outcome' in goto) return true;
        return ending.has('step' in goto ? `${script.id}/${goto.step}` : (startOf.get(goto.script) ?? ''));
      });
      if (ends) {
        ending.add(key);
        isGrowing = true;
      }
    }
  }
  return steps.filter(({ key }) => !ending.has(key)).map(({ script, step }) => problemOf(script, 'dead-end', step.id));
}

/** An event names ids only, so both languages must agree on every id and effect; words may differ. */
function translationProblems(scripts: readonly Script[]): ScriptProblem[] {
  const problems: ScriptProblem[] = [];
  const locales = [...new Set(scripts.map(({ locale }) => locale))];
  for (const script of scripts)
    for (const locale of locales) {
      if (locale === script.locale) continue;
      const other = scripts.find((candidate) => candidate.id === script.id && candidate.locale === locale);
      if (!other) problems.push({ locale, script: script.id, code: 'missing-translation', at: script.id });
      // compared once a pair
      else if (script.locale < locale)
        for (const at of differences(script, other)) problems.push(problemOf(other, 'translation-differs', at));
    }
  return problems;
}

function differences(one: Script, other: Script): string[] {
  const [ofOne, ofOther] = [partsOf(one), partsOf(other)];
  return [...new Set([...ofOne.keys(), ...ofOther.keys()])].filter((key) => ofOne.get(key) !== ofOther.get(key));
}

function partsOf(script: Script): Map<string, string> {
  return new Map([
    ['head', JSON.stringify([script.version, script.tag, script.severity, script.start])],
    ...script.steps.map(({ id, mode, mayEnd, answers }): [string, string] => [
      `step/${id}`,
      JSON.stringify([mode, mayEnd, answers.map((answer) => [answer.id, answer.obvious, answer.goto])]),
    ]),
    ...script.exits.map(({ id, outcome }): [string, string] => [`exit/${id}`, outcome]),
    ...script.outcomes.map(({ id, type, severity, tag, subtype, list, days, escalate }): [string, string] => [
      `outcome/${id}`,
      JSON.stringify([type, severity, tag, subtype, list, days, escalate]),
    ]),
  ]);
}
