/** What specs and benchmarks need before they can run as the lab's user: packages, a build, an Electron, a display. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { startDisplay } from './lab/display.ts';
import { ensureElectron } from './lab/electron/binary.ts';
import { ensurePackages } from './lab/packages.ts';
import { prepareLabRun } from './lab/user.ts';
import type { LabRun, LabUser } from './lab/user.ts';
import { copyProduct } from './product-copy.ts';

export const root = path.resolve(import.meta.dirname, '..');

function giveTo(folder: string, user: LabUser): void {
  const { status, stderr } = spawnSync('chown', ['-R', `${user.uid}:${user.gid}`, folder], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`chown ${folder}: ${stderr}`);
}

export interface Prepared {
  readonly run: LabRun;
  /** Runs one of our TypeScript files on Node 24 as the lab's user; resolves with its exit code. */
  node(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number>;
  end(): Promise<void>;
}

export async function prepare(): Promise<Prepared> {
  ensurePackages();
  await ensureElectron();
  const run = prepareLabRun(root);
  const failed = (error: unknown): never => {
    run.end();
    throw error;
  };
  const product = await copyProduct(run.dir, path.join(run.checkout, 'node_modules')).catch(failed);
  if (run.user.changed) giveTo(product, run.user);
  const display = await startDisplay().catch(failed);
  return {
    run,
    node: (file, args, env) =>
      run.run(path.join(run.checkout, 'node_modules/node/bin/node'), [file, ...args], {
        env: { ...display.env, NO_PROXY: '127.0.0.1,localhost', LINEWARDEN_PRODUCT: product, ...env },
      }),
    async end() {
      await display.stop();
      run.end();
    },
  };
}
