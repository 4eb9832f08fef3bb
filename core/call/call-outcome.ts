/** How a call ended, as history, statistics and screening count it. */
import { z } from 'zod';

export const callOutcomeSchema = z.enum([
  /** still going on */
  'live',
  'answered',
  /** rang, and the caller gave up */
  'missed',
  /** an agent said "not me" (486) */
  'declined',
  /** an agent rejected it as a nuisance (607) */
  'rejected',
  /** screening rejected it; never rang */
  'blocked',
  'answered-elsewhere',
  /** could not be set up: no media, no microphone, network */
  'failed',
]);
export type CallOutcome = z.infer<typeof callOutcomeSchema>;

export const endedBySchema = z.enum(['caller', 'agent', 'screening', 'network', 'elsewhere']);
export type EndedBy = z.infer<typeof endedBySchema>;
