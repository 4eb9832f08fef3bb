/**
 * The writer thread's entry: owns both write connections. Append → durable → folded → acknowledged; what waits in the queue
 * shares one commit. A failed append leaves it working: a full disk may be emptied again. It takes no decision of its own.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { createLeisure } from '../leisure.ts';
import { WriterCore } from './writer-core.ts';
import { toOpenError } from './store-error.ts';
import type { FromWriter, ToWriter, WriterData } from './writer-messages.ts';

const port = parentPort;
if (port === null) throw new Error('writer.ts is a worker thread, not a program');

const tell = (message: FromWriter): void => port.postMessage(message);
const queue: ToWriter[] = [];
let isScheduled = false;
let core: WriterCore | null = null;

try {
  core = new WriterCore(workerData as WriterData, tell);
} catch (error) {
  const { code, detail } = toOpenError(error);
  tell({ kind: 'not-opened', code, detail });
}

if (core !== null) {
  const open = core;
  const leisure = createLeisure();
  port.on('message', (message: ToWriter) => {
    leisure.worked();
    queue.push(message);
    if (isScheduled) return;
    isScheduled = true;
    // after the poll phase: all messages that have arrived by now share one commit
    setImmediate(() => {
      isScheduled = false;
      open.work(queue.splice(0));
      if (open.isClosed) port.close();
    });
  });
}
