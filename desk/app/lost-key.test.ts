/** A damaged secrets.json on a whole desk: what the lost key sealed is not lost, and the settings and the phone are told. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { codeOf, TestDesks } from './test-support/test-desk.ts';

let desks: TestDesks;
beforeEach(() => {
  desks = new TestDesks();
});
afterEach(() => desks.remove());

type Client = Awaited<ReturnType<TestDesks['start']>>['client'];

async function ring(client: Client): Promise<string> {
  const call = ulid();
  const caller = { fromUser: '13800138000', fromName: '', assertedUser: null, assertedName: null, verstat: null };
  await client.calls.screen({ call, direction: 'in', ...caller });
  return call;
}

it('makes no new key: recording is refused in words, and what was recorded plays once the file is put back', async () => {
  const first = await desks.start({ policy: { record: 'all' } });
  const { files } = first.profile;
  const call = await ring(first.client);
  const recording = ulid();
  const chunk = (of: string, id: string) => ({ recording: id, call: of, index: 0, data: btoa('hello'), isLast: true });
  await first.client.recordings.append(chunk(call, recording));
  const envelope = { v: 1, id: ulid(), at: Date.now(), desk: 'd', author: 'Agent', line: 'practice' } as const;
  const data = { recording, by: 'policy', announced: true } as const;
  await first.client.calls.report({
    events: [{ ...envelope, type: 'recording.started', call, number: '+8613800138000', data }],
  });
  expect((await first.client.settings.get()).recordingKey).toBe('file');
  await desks.stop();

  const secrets = readFileSync(files.secrets, 'utf8');
  const sealed = readFileSync(join(files.recordings, `${recording}.lwr`));
  writeFileSync(files.secrets, secrets.slice(0, -20));
  const damaged = await desks.start({ policy: { record: 'all' } });
  expect(damaged.desk.warnings().map(({ code }) => code)).toContain('secrets-corrupt');
  expect((await damaged.client.settings.get()).recordingKey).toBe('lost');
  expect(await codeOf(damaged.client.recordings.read({ recording, from: 0 }))).toBe('NO_KEY');
  const next = await ring(damaged.client);
  expect(await codeOf(damaged.client.recordings.append(chunk(next, ulid())))).toBe('NO_KEY');
  // a password is kept again; the recordings' key is not made with it
  const account = { servers: ['wss://own.example'], domain: 'own.example', user: '2002', iceServers: [] };
  await damaged.client.settings.setAccount({ account, password: 'p1' });
  expect((await damaged.client.settings.get()).recordingKey).toBe('lost');
  expect(readdirSync(files.recordings)).toEqual([`${recording}.lwr`]);
  expect(readFileSync(join(files.recordings, `${recording}.lwr`))).toEqual(sealed);
  await desks.stop();

  writeFileSync(files.secrets, secrets);
  const mended = await desks.start({ policy: { record: 'all' } });
  await mended.client.settings.setPreferences({ usePractice: true });
  const { data: heard, end } = await mended.client.recordings.read({ recording, from: 0 });
  expect([atob(heard), end]).toEqual(['hello', 'whole']);
});
