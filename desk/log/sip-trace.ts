/** The SIP trace: whole messages in `logs/sip-trace.log`, only while the setting is on, never with credentials. */
import { logFileName, openRotatingFile, type RotatingFile } from './log.ts';
import { redactSecrets } from './redact.ts';

export const traceFileName = 'sip-trace.log';

export interface SipTrace {
  write(direction: 'in' | 'out', message: string): void;
  close(): Promise<void>;
}

export function createSipTrace(folder: string, isOn: () => boolean, now: () => Date): SipTrace {
  let file: RotatingFile | null = null;
  return {
    write(direction, message) {
      if (!isOn()) return;
      file ??= openRotatingFile(folder, traceFileName, (error) => {
        process.stderr.write(`${traceFileName} cannot be written (see ${logFileName}): ${error.message}\n`);
      });
      file.write(`--- ${now().toISOString()} ${direction}\n${redactSecrets(message).trimEnd()}\n\n`);
    },
    async close() {
      await file?.close();
      file = null;
    },
  };
}
