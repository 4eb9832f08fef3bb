/** The reader thread's entry: long reads over read-only connections, so that neither ringing nor writing waits for them. */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import { createLeisure } from '../leisure.ts';
import { queries } from './queries/queries.ts';
import { toStoreError } from './store-error.ts';
import type { FromReader, ReaderData, ToReader } from './reader-messages.ts';

const port = parentPort;
if (port === null) throw new Error('reader.ts is a worker thread, not a program');
const tell = (message: FromReader): void => port.postMessage(message);

try {
  const { paths } = workerData as ReaderData;
  const projections = new DatabaseSync(paths.projections, { readOnly: true, timeout: 1000 });
  const log = new DatabaseSync(paths.log, { readOnly: true, timeout: 1000 });
  const leisure = createLeisure();
  port.on('message', (message: ToReader) => {
    leisure.worked();
    if (message.kind === 'close') {
      projections.close();
      log.close();
      port.close();
      return;
    }
    const { ticket, name, input } = message;
    try {
      const run = queries[name] as (db: { projections: DatabaseSync; log: DatabaseSync }, input: unknown) => unknown;
      tell({ kind: 'answer', ticket, output: run({ projections, log }, input) });
    } catch (error) {
      const { cause, detail } = toStoreError(error);
      tell({ kind: 'failed', ticket, cause, detail });
    }
  });
  tell({ kind: 'opened' });
} catch (error) {
  const { cause, detail } = toStoreError(error);
  tell({ kind: 'not-opened', cause, detail });
}
