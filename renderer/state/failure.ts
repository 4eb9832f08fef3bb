/** What went wrong with a command, as words: the desk contract's typed errors, or a link that is down. */
import { isDefinedError, ORPCError } from '@orpc/client';
import type { common } from '../i18n/zh-CN/common.ts';
import { PhoneFailure, type PhoneFailureCode } from '../phone-link/connect-phone.ts';
import { DeskUnreachable } from '../desk-link/desk-client.ts';

export type FailureKey = keyof (typeof common)['failure'];

export interface Failure {
  /** key of `failure.<key>` in the common words */
  readonly key: FailureKey;
  /** for 详情 */
  readonly detail: string;
  /** INVALID only: the field, and `invalid.<reason>` with its parameters in the feature's own words */
  readonly invalid: {
    readonly field: string;
    readonly reason: string;
    readonly params: Record<string, string | number>;
  } | null;
}

function dataOf(error: ORPCError<string, unknown>): Record<string, unknown> {
  return typeof error.data === 'object' && error.data !== null ? (error.data as Record<string, unknown>) : {};
}

const causes = new Set<string>(['disk-full', 'read-only', 'busy', 'corrupt', 'stopped'] satisfies FailureKey[]);
const isCause = (cause: unknown): cause is FailureKey => typeof cause === 'string' && causes.has(cause);

const phoneKeys: Readonly<Record<PhoneFailureCode, FailureKey>> = {
  'no-such-call': 'call-over',
  'wrong-state': 'call-over',
  'no-microphone': 'no-microphone',
  'not-registered': 'no-line',
  'bad-number': 'bad-number',
  failed: 'unknown',
  'no-answer': 'unknown',
};

export function failureOf(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof DeskUnreachable) return { key: 'unreachable', detail: message, invalid: null };
  if (error instanceof PhoneFailure) return { key: phoneKeys[error.code], detail: message, invalid: null };
  if (!(error instanceof ORPCError)) return { key: 'unknown', detail: message, invalid: null };
  const data = dataOf(error as ORPCError<string, unknown>);
  const detail = typeof data['detail'] === 'string' ? data['detail'] : `${error.code} ${message}`;
  if (!isDefinedError(error)) return { key: 'unknown', detail, invalid: null };
  switch (error.code as string) {
    case 'NOT_SAVED':
      return { key: isCause(data['cause']) ? data['cause'] : 'unknown', detail, invalid: null };
    case 'NOT_FOUND':
      return { key: 'not-found', detail, invalid: null };
    case 'FORBIDDEN':
      return { key: 'forbidden', detail, invalid: null };
    case 'CONFLICT':
      return { key: 'conflict', detail, invalid: null };
    case 'INVALID':
      return {
        key: 'unknown',
        detail,
        invalid: {
          field: String(data['field']),
          reason: String(data['reason']),
          params: (data['params'] ?? {}) as Record<string, string | number>,
        },
      };
    default:
      return { key: 'unknown', detail, invalid: null };
  }
}
