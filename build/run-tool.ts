/** Runs one tool of node_modules/.bin on this very Node (24), its output passed through. */
import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

export interface ToolResult {
  readonly name: string;
  readonly code: number;
  readonly seconds: number;
  readonly output: string;
}

/** `echo` passes the output through as it comes; it is kept either way. */
export function runTool(
  name: string,
  command: string,
  args: readonly string[],
  options: { echo: boolean; env?: NodeJS.ProcessEnv },
): Promise<ToolResult> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PATH: `${path.join(root, 'node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
        ...options.env,
      },
    });
    let output = '';
    const take = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (options.echo) to.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ name, code: code ?? 1, seconds: (performance.now() - started) / 1000, output }),
    );
  });
}
