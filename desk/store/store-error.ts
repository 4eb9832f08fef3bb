/** What can go wrong in the store, as typed errors: SQLite's numbers are mapped here and nowhere else. */

export type StoreCause = 'disk-full' | 'read-only' | 'busy' | 'corrupt' | 'stopped';

/** An append or a read that failed; of an append nothing was kept. */
export class StoreError extends Error {
  override readonly cause: StoreCause;
  readonly detail: string;

  constructor(cause: StoreCause, detail: string) {
    super(`store ${cause}: ${detail}`);
    this.name = 'StoreError';
    this.cause = cause;
    this.detail = detail;
  }
}

export type StoreOpenCode = 'newer' | 'corrupt' | 'read-only' | 'disk-full' | 'busy' | 'failed';

/** The store could not be opened. `newer`: the profile was written by a newer version of the product; it was not touched. */
export class StoreOpenError extends Error {
  readonly code: StoreOpenCode;
  readonly detail: string;

  constructor(code: StoreOpenCode, detail: string) {
    super(`the store cannot be opened (${code}): ${detail}`);
    this.name = 'StoreOpenError';
    this.code = code;
    this.detail = detail;
  }
}

/** SQLite's primary result codes; node:sqlite gives extended ones, the low byte is the primary. */
const causes: Readonly<Record<number, StoreCause>> = {
  5: 'busy',
  6: 'busy',
  8: 'read-only',
  10: 'disk-full', // IOERR: a quota or a vanished disk shows up so; nothing was kept and a retry may work
  11: 'corrupt',
  13: 'disk-full',
  14: 'read-only', // CANTOPEN
  26: 'corrupt',
};

const errnoCauses: Readonly<Record<string, StoreCause>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
};

export function causeOf(error: unknown): StoreCause {
  if (error instanceof StoreError) return error.cause;
  if (typeof error === 'object' && error !== null) {
    if ('errcode' in error && typeof error.errcode === 'number') return causes[error.errcode & 0xff] ?? 'stopped';
    if ('code' in error && typeof error.code === 'string') return errnoCauses[error.code] ?? 'stopped';
  }
  return 'stopped';
}

export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  return new StoreError(causeOf(error), error instanceof Error ? error.message : String(error));
}

export function toOpenError(error: unknown): StoreOpenError {
  if (error instanceof StoreOpenError) return error;
  const cause = causeOf(error);
  const detail = error instanceof Error ? error.message : String(error);
  return new StoreOpenError(cause === 'stopped' ? 'failed' : cause, detail);
}
