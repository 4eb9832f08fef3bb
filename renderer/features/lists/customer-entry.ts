/** Does an entry tell a customer's number? Pure. */
import type { ListRow } from '../../../core/contract/features.ts';

/** One number that is let through or has a name; a prefix or a range is nobody's. */
export function isCustomerEntry({ kind, contactName, match }: ListRow): boolean {
  return match.type === 'exact' && (kind === 'allow' || contactName !== null);
}
