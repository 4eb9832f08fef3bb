/** The sentences of factors and trace steps, from core's words; an id from a newer desk service is shown as it is. */
import { reasonWords } from '../../../core/judge/reason-words.ts';
import type { Factor, TraceStep } from '../../../core/judge/verdict.ts';
import type { Locale } from '../../../core/settings/settings.ts';
import { fill } from '../../i18n/fill.ts';

export function factorText(factor: Factor, locale: Locale): string {
  const words: Readonly<Record<string, string>> = reasonWords[locale].factor;
  return fill(words[factor.id] ?? factor.id, factor.params);
}

export function traceText(step: TraceStep, locale: Locale): string {
  const words: Readonly<Record<string, string>> = reasonWords[locale].trace;
  return fill(words[step.id] ?? step.id, step.params);
}
