/** Puts a failed attempt to reach the line into the contract's words. Pure. */
import type { LineTrouble } from '../../core/contract/phone.ts';

export type AttemptFailure =
  /** no connection came about; a page is not told why (the desk service's line test can tell DNS from TLS) */
  | { readonly kind: 'connect'; readonly detail: string; readonly isTimeOut: boolean }
  | { readonly kind: 'lost'; readonly detail: string }
  /** left on purpose: a preferred server is there again */
  | { readonly kind: 'fail-back'; readonly detail: string }
  | { readonly kind: 'silent'; readonly detail: string }
  | { readonly kind: 'status'; readonly status: number; readonly phrase: string; readonly retryAfterMs: number | null };

export interface Trouble {
  readonly trouble: LineTrouble;
  readonly detail: string;
  /** no retry may follow: a wrong password tried again locks the account (RFC 3261 21.4.2: 401 after credentials is final) */
  readonly isFinal: boolean;
}

export function troubleOf(failure: AttemptFailure, isOnline: boolean): Trouble {
  if (!isOnline && failure.kind !== 'status') return { trouble: 'no-network', detail: failure.detail, isFinal: false };
  switch (failure.kind) {
    case 'connect':
      return {
        trouble: failure.isTimeOut ? 'no-answer' : 'refused-connection',
        detail: failure.detail,
        isFinal: false,
      };
    case 'lost':
    case 'fail-back':
      return { trouble: 'lost-connection', detail: failure.detail, isFinal: false };
    case 'silent':
      return { trouble: 'no-answer', detail: failure.detail, isFinal: false };
    case 'status':
      return ofStatus(failure.status, `${failure.status} ${failure.phrase}`.trim());
    default:
      return failure satisfies never;
  }
}

function ofStatus(status: number, detail: string): Trouble {
  switch (status) {
    case 401:
    case 403:
    case 407:
      return { trouble: 'wrong-password', detail, isFinal: true };
    case 404:
      return { trouble: 'unknown-user', detail, isFinal: true };
    case 408:
      return { trouble: 'no-answer', detail, isFinal: false };
    default:
      return { trouble: 'server-error', detail, isFinal: false };
  }
}
