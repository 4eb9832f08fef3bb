/** What the form of a service number says about it as a caller. Weights, never proof. */
import type { CallerNumber } from '../number/caller-number.ts';

export type NumberForm = 'receive-only' | 'sms-only' | 'call-centre' | 'plain';

export function numberForm({ kind, key }: CallerNumber): NumberForm {
  if (kind !== 'service') return 'plain';
  // police, fire, ambulance, traffic police: they call back from landlines
  if (/^1(?:10|19|20|22)$/.test(key)) return 'receive-only';
  if (/^106\d{4,}$/.test(key)) return 'sms-only';
  // 953, 955 and 956 belong to large firms themselves
  return /^95[01247]/.test(key) ? 'call-centre' : 'plain';
}
