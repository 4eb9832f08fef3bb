/**
 * The one log of a desk: JSON lines in `logs/linewarden.log`, rotated, without secrets and with numbers masked.
 * A log that cannot be written must never stop a call: its errors are counted, not thrown.
 */
import { pino } from 'pino';
import { createStream } from 'rotating-file-stream';
import { makeFolder } from '../profile/profile-dir.ts';
import { redactText, redactValue } from './redact.ts';

export const logFileName = 'linewarden.log';
const maxFileSize = '5M';
const maxFiles = 5;

export interface Log {
  debug(fields: object, message: string): void;
  debug(message: string): void;
  info(fields: object, message: string): void;
  info(message: string): void;
  warn(fields: object, message: string): void;
  warn(message: string): void;
  error(fields: object, message: string): void;
  error(message: string): void;
}

export interface DeskLog {
  /** `source` stands in every line: `desk`, `practice`, `phone`, `main` … */
  of(source: string): Log;
  /** Resolves when what was logged is in the file, or cannot be. */
  close(): Promise<void>;
}

export interface RotatingFile {
  write(text: string): void;
  close(): Promise<void>;
}

const nowhere: RotatingFile = { write: () => undefined, close: () => Promise.resolve() };

/** 5 MB × 5 files, mode 0600. */
export function openRotatingFile(folder: string, name: string, onError: (error: Error) => void): RotatingFile {
  try {
    makeFolder(folder);
  } catch (error) {
    onError(error as Error);
    return nowhere;
  }
  // classical rotation: the generator is given the file's place in the row, null for the one being written
  const stream = createStream((place) => (place === null ? name : `${name}.${Number(place)}`), {
    path: folder,
    size: maxFileSize,
    rotate: maxFiles - 1,
    mode: 0o600,
  });
  let isUsable = true;
  stream.on('error', (error) => {
    isUsable = false;
    onError(error);
  });
  return {
    write(text) {
      if (isUsable) stream.write(text);
    },
    close: () =>
      new Promise((resolve) => {
        if (!isUsable) return resolve();
        stream.once('error', () => resolve());
        stream.end(() => resolve());
      }),
  };
}

export function openLog(folder: string, level: 'debug' | 'info' = 'info'): DeskLog {
  const file = openRotatingFile(folder, logFileName, (error) => {
    process.stderr.write(`the log cannot be written: ${error.message}\n`);
  });
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactValue(fields) as Record<string, unknown>,
      },
      hooks: {
        // the message is a text of its own for pino, outside of `formatters.log`
        logMethod(args, method) {
          const redacted = args.map((part: unknown) => (typeof part === 'string' ? redactText(part) : part));
          method.apply(this, redacted as Parameters<typeof method>);
        },
      },
    },
    { write: (line: string) => file.write(line) },
  );
  return { of: (source) => root.child({ source }), close: () => file.close() };
}
