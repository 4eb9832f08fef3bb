/** How many numbers an entry covers, the way each language counts: 1 万, 10,000. Pure. */
import type { Locale } from '../../../core/settings/settings.ts';

export function countWords(count: number, locale: Locale): string {
  if (locale === 'en') return count.toLocaleString('en');
  if (count >= 100_000_000) return `${Math.round(count / 10_000_000) / 10} 亿`;
  if (count >= 10_000) return `${Math.round(count / 1000) / 10} 万`;
  return String(count);
}
