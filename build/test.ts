/**
 * `npm test`: check, unit and e2e, each once, minutes a suite printed; the last line counts over all suites.
 * `--long` runs what is too slow for every commit instead (soaks, long fuzzing).
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { check } from './check.ts';
import { root, runTool } from './run-tool.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  success: z.boolean(),
});

async function unit(): Promise<Counts> {
  const file = path.join(root, '.cache/unit.json');
  const result = await runTool(
    'unit',
    'vitest',
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    { echo: true },
  );
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const report = vitestReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  const counts = {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
  // an unhandled error or a file that does not load fails the run without failing a test
  if (result.code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

const e2eSummary = z.object({
  passed: z.number(),
  failed: z.number(),
  skipped: z.number(),
  hosts: z.array(z.string()),
});

async function e2e(args: readonly string[]): Promise<Counts & { hosts: string[] }> {
  const file = path.join(root, '.cache/e2e-summary.json');
  const result = await runTool('e2e', process.execPath, ['e2e/run.ts', `--summary=${file}`, ...args], { echo: true });
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, hosts: [] };
  const counts = e2eSummary.parse(JSON.parse(readFileSync(file, 'utf8')));
  if (result.code !== 0 && counts.failed === 0) counts.failed = 1;
  return counts;
}

async function main(): Promise<void> {
  const isLong = process.argv.includes('--long');
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  const minutes: string[] = [];
  let hosts: readonly string[] = [];
  const suite = async (name: string, run: () => Promise<Counts>) => {
    console.log(`\n== ${name} ==`);
    const started = performance.now();
    const counts = await run();
    minutes.push(`${name} ${((performance.now() - started) / 60_000).toFixed(1)} min`);
    console.log(`${name}: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  };
  if (!isLong) {
    await suite('check', async () => ({ ...(await check()), skipped: 0 }));
    await suite('unit', unit);
  }
  await suite('e2e', async () => {
    const counts = await e2e(isLong ? ['--long'] : []);
    hosts = counts.hosts;
    return counts;
  });
  console.log(`\nTime: ${minutes.join(', ')}. Hosts covered: ${hosts.length > 0 ? hosts.join(', ') : 'none'}.`);
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

await main();
