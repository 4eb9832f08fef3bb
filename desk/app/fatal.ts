/** The error that keeps a desk from starting: a code that has words in both languages, and a detail for the log. */
import type { FromDesk } from '../../core/contract/shell-desk.ts';

export type FatalCode = Extract<FromDesk, { kind: 'fatal' }>['code'];

export class FatalError extends Error {
  readonly code: FatalCode;

  constructor(code: FatalCode, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.name = 'FatalError';
    this.code = code;
  }
}

/** Exit codes of the command line, documented in the README: scripts of IT act on them. */
export const fatalExitCodes: Readonly<Record<FatalCode, number>> = {
  failed: 1,
  locked: 3,
  'bad-provisioning': 4,
  'read-only': 5,
  corrupt: 6,
  newer: 7,
  'disk-full': 8,
  'bad-backup': 9,
};

/** What the file system's refusal means for a start; null when it is another kind of error. */
export function fatalCodeOf(error: unknown): FatalCode | null {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  switch (code) {
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'read-only';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'disk-full';
    default:
      return null;
  }
}

/** Any error as a fatal one, keeping what is already known of it. */
export function toFatal(error: unknown): FatalError {
  if (error instanceof FatalError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new FatalError(fatalCodeOf(error) ?? 'failed', detail, { cause: error });
}
