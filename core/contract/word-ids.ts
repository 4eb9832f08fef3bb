/**
 * Every id that the desk service sends to be put into words, beside those that come with their own types (events, factors,
 * imports). Views have words for each in both languages; a test there counts them.
 */
import { z } from 'zod';
import { problemReasons } from '../list/parse-draft.ts';

/** Why something well-formed makes no sense: `invalid.<reason>`. */
export const invalidReasonSchema = z.enum([
  ...problemReasons,
  /** a command's id that is no ULID */
  'id',
  /** no number that could stand on a list */
  'number',
  /** only a sales pitch has sub-types */
  'subtype',
  'not-rejected',
  'prefix-not-of-number',
  'name-missing',
  /** a threshold below the one before */
  'threshold-order',
  /** the main line without an account */
  'no-account',
  'backup-missing',
  'backup-damaged',
  'backup-newer',
]);
export type InvalidReason = z.infer<typeof invalidReasonSchema>;

/** What the self-check found, worst first: `warning.<code>`. */
export const warningCodeSchema = z.enum([
  'log-corrupt',
  'restore-failed',
  'settings-corrupt',
  'secrets-corrupt',
  'secret-unreadable',
  'disk-low',
  'practice-failed',
  'no-place-table',
  'script-invalid',
  'secret-not-sealed',
  'restored',
]);
export type WarningCode = z.infer<typeof warningCodeSchema>;
export interface Warning {
  readonly code: WarningCode;
  readonly detail: string;
}

/** Why a check of the line test failed: `problem.<code>`, or `problem.<check>-<code>` where it means something else there. */
export const lineProblemSchema = z.enum([
  'failed',
  'not-found',
  'no-answer',
  'time-out',
  'refused',
  'unreachable',
  'expired',
  'not-yet-valid',
  'wrong-host',
  'self-signed',
  'unknown-ca',
  'revoked',
  'not-tls',
  'http-status',
  'not-sip',
  'proxy-refused',
  'proxy-authentication',
  'wrong-password',
  'forbidden',
  'unknown-user',
  'server-error',
  'rejected',
  'no-password',
  'no-common-algorithm',
  'closed',
  // found by the page itself
  'no-secure-page',
  'denied',
  'no-device',
  'busy',
  'silent',
  'no-candidates',
  'ice-unreachable',
  'ice-credentials',
  'bad-ice',
  'no-tone',
  'poor-sound',
]);
export type LineProblem = z.infer<typeof lineProblemSchema>;

/** Why a check was left out: `skipped.<code>`. */
export const lineSkipSchema = z.enum(['no-connection', 'proxy', 'plain', 'phone']);

/** How a check that passed did so: `good.<check>-<code>`, or `good.<check>`. */
export const linePassSchema = z.enum(['ok', 'held', 'local', 'slow', 'relay', 'direct']);

export const lineCheckCodeSchema = z.enum([
  'running',
  ...lineProblemSchema.options,
  ...lineSkipSchema.options,
  ...linePassSchema.options,
]);
export type LineCheckCode = z.infer<typeof lineCheckCodeSchema>;
