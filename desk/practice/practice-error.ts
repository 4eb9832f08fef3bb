/** The typed failures of the practice line; every one has a code that the desk can put into words, never a free text only. */

export type PracticeErrorCode =
  /** No desk is registered, so there is nobody to ring. */
  | 'no-desk'
  | 'unknown-caller'
  /** As many calls as the line carries are running. */
  | 'too-many-calls'
  /** The line was stopped. */
  | 'stopped'
  /** callers.json is missing or wrong; the message names the key. */
  | 'bad-callers'
  /** A recording is missing, empty or too large. */
  | 'bad-recording'
  /** The call ended before it was answered. */
  | 'not-answered'
  /** The operation needs an answered call. */
  | 'not-established'
  | 'bad-digits';

export class PracticeError extends Error {
  override readonly name = 'PracticeError';
  readonly code: PracticeErrorCode;
  /** The final SIP status where one came, e.g. 607. */
  readonly status: number | undefined;

  constructor(code: PracticeErrorCode, message: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
