/**
 * The keys under which list entries that cover a number may be stored, so that a store can find them by point look-ups.
 * It must find no fewer entries than `matches` accepts.
 */

/** Shortest prefix that `matchSchema` lets through. */
const shortestPrefix = 2;

export interface CandidateKeys {
  /** `exact` entries: `number = exact` */
  readonly exact: string;
  /** `prefix` entries: `prefix IN prefixes`; longest first, the whole key among them; empty for hidden and malformed numbers */
  readonly prefixes: readonly string[];
  /**
   * `range` entries: `length(from) = range.length AND from <= range.key AND to >= range.key` (plain text order; both ends
   * of a range have one length); null for hidden and malformed numbers
   */
  readonly range: { readonly key: string; readonly length: number } | null;
}

/** Only keys of digits (with or without `+`) have prefixes and ranges. */
export function candidateKeys(numberKey: string): CandidateKeys {
  if (!/^\+?\d+$/.test(numberKey)) return { exact: numberKey, prefixes: [], range: null };
  const prefixes: string[] = [];
  for (let length = numberKey.length; length >= shortestPrefix; length -= 1) prefixes.push(numberKey.slice(0, length));
  return { exact: numberKey, prefixes, range: { key: numberKey, length: numberKey.length } };
}
