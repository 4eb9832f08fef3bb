/** Which calls the desk answers by itself: only numbers that the policy names, and never one that is warned of. Pure. */
import type { CallerCard } from '../../core/call/caller-card.ts';
import { parseNumber } from '../../core/number/parse-number.ts';
import type { Policy } from '../../core/settings/settings.ts';

export function answersItself(
  card: CallerCard | null,
  { autoAnswer, autoAnswerFrom }: Pick<Policy, 'autoAnswer' | 'autoAnswerFrom'>,
): boolean {
  if (!autoAnswer || card === null) return false;
  const { number, verdict } = card;
  // a number whose verification failed rings with a warning: anybody could have put it there
  if (verdict.warn || verdict.action === 'reject' || verdict.action === 'gate') return false;
  if (number.kind === 'hidden' || number.kind === 'malformed') return false;
  return autoAnswerFrom.some((written) => parseNumber(written).key === number.key);
}
