/**
 * What a tombstone keeps of an erased number: enough to recognise late events of it, not the number in readable form.
 * (A number has few enough digits that a hash can be tried out; it is kept only so that replays and late desks obey.)
 */
import { createHash } from 'node:crypto';

const mark = 'erased:';

export function tombstoneOf(number: string): string {
  return number.startsWith(mark) ? number : mark + createHash('sha256').update(number).digest('hex').slice(0, 40);
}
