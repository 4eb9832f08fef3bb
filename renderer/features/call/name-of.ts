/** Who is at the far end, as short as it can be said: name, else number, else what was dialled. */
import type { PhoneCall } from '../../../core/contract/phone.ts';

export function nameOf({ card, shown }: PhoneCall): string {
  return card?.contact?.name ?? card?.number.display ?? shown.display;
}
