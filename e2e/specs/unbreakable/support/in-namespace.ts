/** Runs one test of `../namespace/` in a network namespace of its own, with a Playwright of its own, and takes over its result. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '../../../fixtures/test.ts';
import { inPrivateNetwork } from '../../../lab/private-network.ts';

const root = path.resolve(import.meta.dirname, '../../../..');

export async function passesInNamespace(title: string, host: string, timeoutMs: number): Promise<void> {
  const cli = path.join(root, 'node_modules/@playwright/test/cli.js');
  const config = 'e2e/specs/unbreakable/namespace/playwright.config.ts';
  const [unshare, ...unshareArgs] = inPrivateNetwork;
  const args = [...unshareArgs, process.execPath, cli, 'test', '--config', config, '--project', host, '-g', title];
  const child = spawn(unshare, args, {
    cwd: root,
    // its workers are children of ours, not of the run's Playwright
    env: {
      ...process.env,
      TEST_WORKER_INDEX: undefined,
      TEST_PARALLEL_INDEX: undefined,
      FORCE_COLOR: undefined,
      NO_COLOR: '1',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const limit = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  const code = await new Promise<number>((resolve) => {
    child.once('error', (error) => {
      output += String(error);
      resolve(127);
    });
    child.once('close', (exitCode) => resolve(exitCode ?? 128));
  });
  clearTimeout(limit);
  for (const [, type, description] of output.matchAll(/^MEASURED (.+?): (.+)$/gm))
    test.info().annotations.push({ type: type ?? '', description: description ?? '' });
  await test.info().attach('namespace.txt', { body: output, contentType: 'text/plain' });
  expect(code, output).toBe(0);
  expect(output).toMatch(/^ *1 passed/m);
}
