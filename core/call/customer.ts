/** Who counts as a customer, whose number the policy may have masked; and from whom. Pure. */
import type { Policy, Role } from '../settings/settings.ts';
import type { ContactName, TagMark } from './caller-card.ts';

export interface KnownOf {
  readonly contact: ContactName | null;
  readonly tags: readonly Pick<TagMark, 'tag'>[];
  /** the list entry in force that covers the number */
  readonly list: { readonly kind: string } | null;
}

export function isCustomer({ contact, tags, list }: KnownOf): boolean {
  return contact !== null || list?.kind === 'allow' || tags.some(({ tag }) => tag === 'customer');
}

/** Does this person see customers' numbers masked? */
export function seesMasked(policy: Pick<Policy, 'maskNumbers' | 'maskForSupervisors'>, role: Role): boolean {
  return policy.maskNumbers && (role === 'agent' || policy.maskForSupervisors);
}
