/**
 * The desk service's one composition root. As Electron's utility process it starts by itself; in plain Node it runs what
 * the command line says, started directly or through `run` (desk/start.ts).
 */
import { realpathSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { parseArguments, usage } from './app/arguments.ts';
import { fatalSentence } from './app/fatal-words.ts';
import { fatalExitCodes, toFatal } from './app/fatal.ts';
import { localeForMessages } from './app/open-profile.ts';
import { runElectron } from './app/run-electron.ts';
import { runRebuild } from './app/run-rebuild.ts';
import { runWeb } from './app/run-web.ts';
import { parentPortOf } from './app/shell-port.ts';

const usageExitCode = 2;

// The young generation of each of our three threads stays as small as it begins, instead of growing to 32 MB in a busy hour; what
// `npm run bench -- judge` measures is the same with it.
setFlagsFromString('--semi-space-growth-factor=1');

/** Answers the exit code. Everything but what was asked for goes to standard error. */
export async function run(argv: readonly string[]): Promise<number> {
  const parsed = parseArguments(argv);
  if (!parsed.ok) {
    process.stderr.write(`${parsed.problem}\n${usage}\n`);
    return usageExitCode;
  }
  const args = parsed.value;
  if (args.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  try {
    return args.rebuild ? await runRebuild(args) : await runWeb(args);
  } catch (error) {
    const { code, message } = toFatal(error);
    process.stderr.write(`${fatalSentence(code, message, localeForMessages(args.profile, process.env))}\n`);
    return fatalExitCodes[code];
  }
}

async function runInElectron(): Promise<void> {
  const parentPort = parentPortOf(process);
  if (parentPort === null) return;
  const parsed = parseArguments(process.argv.slice(2));
  if (parsed.ok) return runElectron(parsed.value, parentPort);
  parentPort.postMessage({ kind: 'fatal', code: 'failed', detail: parsed.problem });
  setTimeout(() => process.exit(usageExitCode), 200);
}

/** esbuild leaves `import.meta` empty in a CommonJS bundle. */
const thisFile = (import.meta as { filename?: string }).filename ?? __filename;

function isStartedDirectly(): boolean {
  const started = process.argv[1];
  try {
    return started !== undefined && realpathSync(started) === realpathSync(thisFile);
  } catch {
    return false;
  }
}

if (parentPortOf(process) !== null) {
  void runInElectron();
} else if (isStartedDirectly()) {
  void run(process.argv.slice(2)).then((code) => process.exit(code));
}
