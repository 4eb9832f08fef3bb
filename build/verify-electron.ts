/**
 * `npm run verify:electron`: one page for a person with the real Electron on any system. Fetches it at the first run, starts
 * the product in it with a scratch profile, tries what a program can try, asks the person what only a person sees, and
 * writes all of it to a report. `--report FILE` says where, `--no-questions` leaves the person's part open.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { _electron } from '@playwright/test';
import { build, isStale, root } from './build.ts';
import { probes } from './verify-probes.ts';

const questions: readonly string[] = [
  'Full-screen another program (a browser: F11), let the practice line ring ("Ring me"): the card lies on top of it.',
  'Type into a text field of that program while it rings: every letter arrives there, and the card stays.',
  'With that program in front press F8 (Mac: Cmd Option A): the call is answered and you hear the caller.',
  'Press F9 (Mac: Cmd Option R): the call ends, and the card is gone at once.',
  'With no call, F8 does in that program what it always does there.',
  'The tray (menu bar) icon is sharp, alternates while it rings, is solid in a call, and its tooltip says the same.',
  'Close the window: a notification says once that Linewarden still answers; it rings; the tray icon brings it back.',
  'In a call choose Quit in the tray menu: it asks first; "Stay" keeps the call.',
  'Let the machine sleep for a minute and wake it: the line light is green again within seconds, and it rings.',
  'Switch the network (Wi-Fi off and on, or a VPN): the line light is green again within seconds.',
  'Unplug and plug a headset in a call: sound goes on in both directions, or the page says what to do.',
  'Start it a second time: the first window comes up, and no second one.',
  'Installed (npm run dist): a tel: link in a browser opens the dialler with the number, and dials nothing.',
  'Installed: switch on "start at login", log out and in: it answers from the tray without a window.',
];

interface Line {
  readonly mark: 'passed' | 'FAILED' | 'open';
  readonly name: string;
  readonly detail: string;
}

/** The npm package's binary, fetched if it is not there yet; null where it cannot be had. */
function electronBinary(): string | null {
  const folder = path.join(root, 'node_modules/electron');
  const found = (): string | null => {
    const name = path.join(folder, 'path.txt');
    const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist');
    const file = existsSync(name) ? path.join(dist, readFileSync(name, 'utf8').trim()) : null;
    return file !== null && existsSync(file) ? file : null;
  };
  if (found() === null && existsSync(path.join(folder, 'install.js'))) {
    console.log(`Fetching Electron ${ownVersion()}, once …`);
    spawnSync(process.execPath, [path.join(folder, 'install.js')], { stdio: 'ignore', timeout: 10 * 60_000 });
  }
  return found();
}

function ownVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(root, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}

async function tryProbes(binary: string, profile: string): Promise<Line[]> {
  const app = await _electron.launch({
    executablePath: binary,
    args: [root, '--profile', profile],
    cwd: root,
    chromiumSandbox: true,
  });
  const lines: Line[] = [];
  try {
    for (const { name, run } of probes) {
      try {
        lines.push({ mark: 'passed', name, detail: await run(app) });
      } catch (error) {
        lines.push({ mark: 'FAILED', name, detail: error instanceof Error ? error.message : String(error) });
      }
      const last = lines.at(-1);
      if (last) console.log(`${last.mark}  ${last.name}: ${last.detail}`);
    }
    if (isAsking) lines.push(...(await ask()));
    else for (const name of questions) lines.push({ mark: 'open', name, detail: 'not asked' });
  } finally {
    await app.close().catch(() => undefined);
  }
  return lines;
}

async function ask(): Promise<Line[]> {
  console.log('\nNow a person. Linewarden is open. Answer y, n (with a word why), or Enter to leave it open.\n');
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const lines: Line[] = [];
  for (const [index, name] of questions.entries()) {
    const answer = (await terminal.question(`${index + 1}/${questions.length} ${name} [y/n …] `)).trim();
    const mark = /^y/i.test(answer) ? 'passed' : answer === '' ? 'open' : 'FAILED';
    lines.push({ mark, name, detail: answer });
  }
  terminal.close();
  return lines;
}

const { values } = parseArgs({
  options: { report: { type: 'string' }, 'no-questions': { type: 'boolean', default: false } },
});
const isAsking = !values['no-questions'] && process.stdin.isTTY;

async function main(): Promise<number> {
  const binary = electronBinary();
  if (binary === null) {
    console.error(
      `Electron ${ownVersion()}’s binary cannot be had here (its download was refused or failed), so nothing was verified.`,
    );
    return 1;
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    console.error('Electron’s sandbox cannot be had as root, so nothing was verified: run this as an ordinary user.');
    return 1;
  }
  if (isStale()) await build();
  const profile = mkdtempSync(path.join(tmpdir(), 'linewarden-verify-'));
  try {
    const lines = await tryProbes(binary, profile);
    const report = values.report ?? `verify-electron-${process.platform}-${new Date().toISOString().slice(0, 10)}.md`;
    writeFileSync(
      report,
      [
        `# Linewarden in Electron ${ownVersion()}, ${process.platform} ${process.arch}, ${new Date().toISOString()}`,
        '',
        ...lines.map(({ mark, name, detail }) => `- ${mark}: ${name}${detail === '' ? '' : ` — ${detail}`}`),
        '',
      ].join('\n'),
    );
    const count = (mark: Line['mark']) => lines.filter((line) => line.mark === mark).length;
    console.log(`\n${count('passed')} passed, ${count('FAILED')} failed, ${count('open')} open. Report: ${report}`);
    return count('FAILED') === 0 ? 0 : 1;
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

process.exitCode = await main();
