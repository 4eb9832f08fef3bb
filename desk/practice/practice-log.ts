/** What the practice line needs of a log (a pino logger fits); no password, nonce or audio may ever be passed to it. */
export interface PracticeLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}
