/** The part of `npm run e2e` that runs unprivileged: says whether the sandbox is on, then Playwright. Started by run.ts. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { browserSandbox } from './lab/user.ts';

console.log(`Browsers' sandbox: ${browserSandbox().why}.`);
const cli = path.resolve(import.meta.dirname, '../node_modules/@playwright/test/cli.js');
const child = spawn(process.execPath, [cli, 'test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => (process.exitCode = code ?? 1));
