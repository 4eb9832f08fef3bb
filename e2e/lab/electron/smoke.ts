// Proves that the lab's Electron is a real one and does what the product needs: `node e2e/lab/electron/smoke.ts`.
// As root it runs itself again as the lab's user, so that the sandbox is on. Exit code 1 if anything is missing.
import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { _electron } from '@playwright/test';
import { trustAuthority } from '../certificate.ts';
import { startDisplay } from '../display.ts';
import { ensurePackages } from '../packages.ts';
import { startPbx } from '../pbx.ts';
import { browserSandbox, labTemporaryDir, prepareLabRun } from '../user.ts';
import { waitFor } from '../waiting.ts';
import { checkoutDir, electronLaunch, ensureElectron } from './binary.ts';

const started = performance.now();
const proved = (what: string): void =>
  console.log(`ok  ${((performance.now() - started) / 1000).toFixed(1)} s  ${what}`);

interface Smoke {
  readonly events: string[];
  readonly desk: { pid: number | undefined; kill(): boolean; postMessage(data: unknown): void };
  readonly extra: { port2: { postMessage(data: unknown): void } };
  readonly fork: (name: string) => Smoke['desk'];
  readonly app: { getName(): string; getVersion(): string; getAppPath(): string };
}
declare const smoke: Smoke;

async function proveElectron(): Promise<void> {
  const binary = await ensureElectron();
  const sandbox = browserSandbox();
  console.log(`Electron: ${binary.kind}; sandbox ${sandbox.why}`);
  const home = labTemporaryDir('smoke-home-');
  const pbx = await startPbx();
  const display = await startDisplay();
  await trustAuthority({ certFile: pbx.caFile }, home);
  proved('Xvfb, openbox and a session bus are up');
  const launch = electronLaunch(binary, path.join(import.meta.dirname, 'smoke/main.cjs'), [
    '--user-data-dir=' + path.join(home, 'profile'),
  ]);
  const app = await _electron.launch({
    executablePath: launch.executablePath,
    args: [...sandbox.args, ...launch.args],
    chromiumSandbox: sandbox.chromiumSandbox,
    env: {
      ...(process.env as Record<string, string>),
      ...display.env,
      ...(launch.env as Record<string, string>),
      HOME: home,
    },
    timeout: 30_000,
  });
  app.process().stderr?.on('data', (data: Buffer) => process.env['LAB_KEEP'] === '1' && process.stderr.write(data));
  try {
    const page = await app.firstWindow();
    const events = (): Promise<readonly string[]> => app.evaluate(() => smoke.events);
    const happens = (event: string): Promise<true> =>
      waitFor(async () => ((await events()).includes(event) ? true : undefined), {
        what: `"${event}"`,
        timeoutMs: 5_000,
      }).catch(async (error: unknown) => {
        throw new Error(`${String(error)}; happened: ${JSON.stringify(await events())}`);
      });
    const answer = page.locator('#answer');
    await answer.filter({ hasText: 'echo' }).waitFor({ timeout: 10_000 });
    const echo = (await answer.textContent()) ?? '';
    assert.match(echo, /"at":"1970-01-01T00:00:00.000Z","bytes":\{"0":1,"1":2,"2":3\},"big":"1180591620717411303424n"/);
    assert.match(echo, /"node":"24\./);
    assert.match(echo, /"sqlite":"3\./);
    assert.match(echo, /"argv":\["--name","first"\]/);
    proved(`a sandboxed window speaks with a utility process over a MessagePort: ${echo}`);

    if (sandbox.on) {
      const renderer = await app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
      );
      const status = readFileSync(`/proc/${renderer}/status`, 'utf8');
      assert.match(status, /^Seccomp:\s+2$/m, status);
      assert.equal(launch.args.includes('--no-sandbox') || app.process().spawnargs.includes('--no-sandbox'), false);
      proved('the renderer runs under seccomp, without --no-sandbox');
    }

    assert.deepEqual(await app.evaluate(() => [smoke.app.getName(), smoke.app.getVersion()]), ['Lab smoke', '9.8.7']);
    assert.equal(await app.evaluate(() => smoke.app.getAppPath()), path.join(import.meta.dirname, 'smoke'));
    proved('application path, name and version are those of its package.json');

    await happens('first says {"heard":{"hello":"early"}}');
    proved('a message sent before the utility process listened was kept');

    await happens('first says "thread: undefined"');
    proved('its worker threads start');

    assert.equal(
      await page.evaluate(
        (url) =>
          new Promise((resolve) => {
            const socket = new WebSocket(url, 'sip');
            socket.addEventListener('open', () => resolve('open'));
            socket.addEventListener('error', () => resolve('refused'));
          }),
        pbx.wssUrl,
      ),
      'open',
    );
    proved("the page opened wss, trusting the lab's authority through the profile's NSS database");

    await app.evaluate(() => smoke.extra.port2.postMessage({ n: 1 }));
    await waitFor(
      async () => ((await events()).some((event) => event.startsWith('main hears {"echo":{"n":1}')) ? true : undefined),
      {
        what: 'an echo in the main process',
        timeoutMs: 5_000,
      },
    );
    await app.evaluate(() => smoke.extra.port2.postMessage('close'));
    await happens('main port closed');
    proved('a port that the utility process closed emits close in the main process');

    await page.evaluate(() => (window as unknown as { deskPort: MessagePort }).deskPort.close());
    await happens('first says "closed: port"');
    proved('a port that the page closed emits close in the utility process');

    const pid = await app.evaluate(() => smoke.desk.pid);
    assert.ok(pid !== undefined && pid > 0);
    assert.equal(await app.evaluate(() => smoke.desk.kill()), true);
    await happens('first exit 143');
    await happens('gone Utility killed 143');
    assert.equal(await app.evaluate(() => smoke.desk.pid), undefined);
    assert.throws(() => process.kill(pid, 0));
    proved('kill() ended it: exit, child-process-gone, pid undefined');

    await app.evaluate(() => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process, not a window
      smoke.fork('second').postMessage('again');
    });
    await happens('second says {"heard":"again"}');
    const second = await app.evaluate(() => smoke.events.filter((event) => event.endsWith('spawn')));
    assert.deepEqual(second, ['first spawn', 'second spawn']);
    proved('another one could be forked');
  } finally {
    await app.close();
    await display.stop();
    await pbx.stop();
  }
  proved('everything is ended');
}

if (process.getuid?.() === 0 && process.env['LAB_AS_ROOT'] !== '1') {
  ensurePackages();
  await ensureElectron();
  const run = prepareLabRun(checkoutDir);
  try {
    process.exitCode = await run.run(process.execPath, [path.join(run.checkout, 'e2e/lab/electron/smoke.ts')]);
  } finally {
    run.end();
  }
} else {
  await proveElectron();
}
