/** What specs and benchmarks need before they can run as the lab's user: packages, a build, an Electron, a display. */
import path from 'node:path';
import { build, isStale } from '../build/build.ts';
import { startDisplay } from './lab/display.ts';
import { ensureElectron } from './lab/electron/binary.ts';
import { ensurePackages } from './lab/packages.ts';
import { prepareLabRun } from './lab/user.ts';
import type { LabRun } from './lab/user.ts';

export const root = path.resolve(import.meta.dirname, '..');

export interface Prepared {
  readonly run: LabRun;
  /** Runs one of our TypeScript files on Node 24 as the lab's user; resolves with its exit code. */
  node(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number>;
  end(): Promise<void>;
}

export async function prepare(): Promise<Prepared> {
  ensurePackages();
  if (isStale()) await build();
  await ensureElectron();
  const run = prepareLabRun(root);
  const display = await startDisplay().catch((error: unknown) => {
    run.end();
    throw error;
  });
  return {
    run,
    node: (file, args, env) =>
      run.run(path.join(run.checkout, 'node_modules/node/bin/node'), [file, ...args], {
        env: { ...display.env, NO_PROXY: '127.0.0.1,localhost', ...env },
      }),
    async end() {
      await display.stop();
      run.end();
    },
  };
}
