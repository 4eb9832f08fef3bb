/** A process that is killed in the middle of its writes, fifty times, loses no event that it was told to be durable. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openTempStore, tempDir } from './test-support/temp-store.ts';

const child = new URL('./test-support/kill-child.ts', import.meta.url).pathname;
const rounds = 50;
const writingMs = 60;

/** Starts a writer, kills it a little after its first acknowledgement, and answers the ids that it had been acknowledged. */
function writeAndKill(dir: string, afterMs: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const running = spawn(process.execPath, [child, dir], { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let errors = '';
    let isKilling = false;
    running.stdout.on('data', (data: Buffer) => {
      out += data.toString();
      if (isKilling || !out.includes('ready\n')) return;
      isKilling = true;
      setTimeout(() => running.kill('SIGKILL'), afterMs);
    });
    running.stderr.on('data', (data: Buffer) => {
      errors += data.toString();
    });
    running.on('close', (_code, signal) => {
      if (signal !== 'SIGKILL') reject(new Error(`the child ended by itself: ${errors}`));
      // the last line may be cut off
      else resolve(out.split('\n').slice(1, -1));
    });
  });
}

test('no acknowledged event is lost over 50 kills', { timeout: 240_000 }, async () => {
  // two profiles at a time, one a core
  await Promise.all([killAgainAndAgain(0), killAgainAndAgain(1)]);
});

async function killAgainAndAgain(offset: number): Promise<void> {
  const dir = tempDir();
  try {
    const acknowledged: string[] = [];
    for (let round = offset; round < rounds; round += 2) {
      acknowledged.push(...(await writeAndKill(dir.path, (round * 7) % writingMs)));
    }
    expect(acknowledged.length).toBeGreaterThan(rounds / 2);
    const store = await openTempStore(dir.path);
    const counts = await store.counts();
    await store.close();
    const db = new DatabaseSync(join(dir.path, 'log.db'), { readOnly: true });
    const kept = new Set(
      db
        .prepare('select id from events')
        .all()
        .map(({ id }) => String(id)),
    );
    expect(db.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    db.close();
    expect(acknowledged.filter((id) => !kept.has(id))).toEqual([]);
    // and the tables have followed, each event once
    expect(counts.foldedSeq).toBe(counts.lastSeq);
    expect(counts.rows['tags']).toBe(kept.size);
  } finally {
    dir.remove();
  }
}
