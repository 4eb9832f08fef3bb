/** The ten tags an agent can put on a number, in the order of their number keys (1–9, then 0). */
import { z } from 'zod';

export const tags = [
  'sales',
  'loan',
  'invoice',
  'fraud',
  'robocall',
  'silent',
  'abuse',
  'prank',
  'wrong-number',
  'customer',
] as const;

export const tagSchema = z.enum(tags);
export type Tag = z.infer<typeof tagSchema>;

/** Sub-types of `sales`; the other tags have none yet. */
export const salesSubtypes = ['property', 'insurance', 'education', 'franchise', 'software', 'other'] as const;
export const subtypeSchema = z.enum(salesSubtypes);
export type Subtype = z.infer<typeof subtypeSchema>;

/** Tags that speak against a number. `wrong-number` speaks neither way. */
export const badTags: ReadonlySet<Tag> = new Set([
  'sales',
  'loan',
  'invoice',
  'fraud',
  'robocall',
  'silent',
  'abuse',
  'prank',
]);

/** How long a tag can be withdrawn with one key, in ms. */
export const undoWindowMs = 10_000;
