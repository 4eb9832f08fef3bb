/** For kill.test.ts: appends without end and prints each event's id once it is acknowledged, until it is killed. */
import { writeSync } from 'node:fs';
import { ulid } from 'ulid';
import { openTempStore } from './temp-store.ts';

const [dir] = process.argv.slice(2);
if (dir === undefined) throw new Error('usage: kill-child.ts DIR');
const store = await openTempStore(dir);
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
