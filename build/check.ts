/** `npm run check`: types, lint, format, layering, dead code. Prints a line a check; non-zero if any failed. */
import { runTool } from './run-tool.ts';
import type { ToolResult } from './run-tool.ts';

const layers = ['core', 'desk', 'electron', 'renderer', 'e2e', 'build', 'assets'];

const checks: readonly {
  name: string;
  command: string;
  args: readonly string[];
  proves?: (result: ToolResult) => string | null;
}[] = [
  { name: 'types', command: 'tsc', args: ['-b'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'format', command: 'prettier', args: ['--check', '--log-level', 'warn', '.'] },
  {
    name: 'layering',
    command: 'depcruise',
    args: ['--config', '.dependency-cruiser.json', ...layers],
    // without its parser it would cruise nothing and pass
    proves: ({ output }) => ((/\((\d+) modules/.exec(output)?.[1] ?? '0') === '0' ? 'no modules were cruised' : null),
  },
  { name: 'dead code', command: 'knip', args: ['--no-progress'] },
];

export async function check(): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  for (const { name, command, args, proves } of checks) {
    const result = await runTool(name, command, args, { echo: false });
    const doubt = result.code === 0 ? (proves?.(result) ?? null) : `exit code ${result.code}`;
    console.log(`${doubt === null ? 'ok  ' : 'FAIL'} ${name} (${result.seconds.toFixed(1)} s)`);
    if (doubt !== null) {
      failed++;
      console.log(`${doubt}\n${result.output.trim()}`);
    }
  }
  return { passed: checks.length - failed, failed };
}

if (import.meta.main) {
  const { failed } = await check();
  process.exitCode = failed === 0 ? 0 : 1;
}
