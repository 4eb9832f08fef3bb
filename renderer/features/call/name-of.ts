/** Who is at the far end, as short as it can be said: name, else number, else what was dialled. */
import { isCustomer } from '../../../core/call/customer.ts';
import type { PhoneCall } from '../../../core/contract/phone.ts';

export function nameOf({ card, shown }: PhoneCall, mask: (display: string, customer: boolean) => string): string {
  return card?.contact?.name ?? mask(card?.number.display ?? shown.display, card !== null && isCustomer(card));
}
