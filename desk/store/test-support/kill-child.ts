/** For kill.test.ts: appends without end and prints each event's id once it is acknowledged, until it is killed. */
import { writeSync } from 'node:fs';
import { ulid } from 'ulid';
import { storePaths } from '../store-paths.ts';
import { WriterClient } from '../writer-client.ts';

const [dir] = process.argv.slice(2);
if (dir === undefined) throw new Error('usage: kill-child.ts DIR');
const complain = (message: string): void => {
  writeSync(2, `${message}\n`);
};
// the writer with its thread is all that acknowledging takes; without the reader the many starts are quick
const store = new WriterClient({
  worker: new URL('../writer.ts', import.meta.url),
  paths: storePaths(dir),
  maxLogPages: null,
  log: { info: complain, warn: complain, error: complain },
});
await store.opened();
writeSync(1, 'ready\n');

/** Several senders at once, so that commits are shared. */
async function send(): Promise<never> {
  for (;;) {
    const id = ulid();
    await store.append([
      {
        v: 1,
        id,
        at: Date.now(),
        desk: 'desk-1',
        author: '周敏',
        line: 'main',
        type: 'number.tagged',
        number: '+8613800138000',
        data: { tag: 'loan', subtype: null },
      },
    ]);
    // synchronously: what was printed was acknowledged, whatever happens to this process next
    writeSync(1, `${id}\n`);
  }
}
await Promise.all([send(), send(), send()]);
