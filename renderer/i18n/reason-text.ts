/** Factors and trace steps as sentences a caller could read. Ids and weights are data; the words are core's. */
import type { Factor, TraceStep } from '../../core/judge/verdict.ts';
import { reasonWords } from '../../core/judge/reason-words.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { fill } from './fill.ts';

const unsaid: Readonly<Record<Locale, string>> = { 'zh-CN': '没写原因', en: 'no reason given' };

/** An id without words is shown as it is: a reason must never vanish from the screen. */
function say(locale: Locale, kind: 'factor' | 'trace', id: string, params: Factor['params']): string {
  const words: Readonly<Record<string, string>> = reasonWords[locale][kind];
  return fill(words[id] ?? id, params['reason'] === '' ? { ...params, reason: unsaid[locale] } : params);
}

export function reasonText(locale: Locale, factor: Factor): string {
  return say(locale, 'factor', factor.id, factor.params);
}

export function traceText(locale: Locale, step: TraceStep): string {
  return say(locale, 'trace', step.id, step.params);
}
