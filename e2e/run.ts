/**
 * `npm run e2e [-- playwright's arguments]`: prepares the lab (packages, an unprivileged user, Electron, a display, the build),
 * runs the specs on both hosts, and writes the counts to `--summary=FILE`. Ends what it started.
 */
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { prepare, root } from './prepare.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Suite {
  specs?: { tests: { status: string; projectName: string }[] }[] | undefined;
  suites?: Suite[] | undefined;
}
const suiteSchema: z.ZodType<Suite> = z.lazy(() =>
  z.object({
    specs: z.array(z.object({ tests: z.array(z.object({ status: z.string(), projectName: z.string() })) })).optional(),
    suites: z.array(suiteSchema).optional(),
  }),
);
const reportSchema = z.object({ suites: z.array(suiteSchema), errors: z.array(z.unknown()) });

function count(suites: readonly Suite[], counts: Counts, hosts: Set<string>): void {
  for (const suite of suites) {
    for (const { tests } of suite.specs ?? []) {
      for (const { status, projectName } of tests) {
        if (status === 'skipped') counts.skipped++;
        else {
          hosts.add(projectName);
          // "flaky" can't happen (no retries); were it there, it is a failure
          if (status === 'expected') counts.passed++;
          else counts.failed++;
        }
      }
    }
    count(suite.suites ?? [], counts, hosts);
  }
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  const summary = args.find((arg) => arg.startsWith('--summary='))?.slice('--summary='.length);
  const isLong = args.includes('--long');
  const rest = args.filter((arg) => !arg.startsWith('--summary=') && arg !== '--long');
  if (summary !== undefined) rmSync(summary, { force: true });

  const prepared = await prepare();
  const { run } = prepared;
  const output = path.join(run.dir, 'results');
  mkdirSync(output);
  if (run.user.changed) chownSync(output, run.user.uid, run.user.gid);
  console.log(`Specs run as ${run.user.name}.`);
  try {
    const code = await prepared.node('e2e/as-lab-user.ts', rest, {
      LINEWARDEN_E2E_OUTPUT: output,
      LINEWARDEN_LONG: isLong ? '1' : '0',
    });
    const file = path.join(output, 'report.json');
    const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
    const hosts = new Set<string>();
    if (existsSync(file)) {
      const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      count(report.suites, counts, hosts);
      if (report.errors.length > 0 && counts.failed === 0) counts.failed = 1;
    } else counts.failed = 1;
    if (counts.failed > 0) {
      const kept = path.join(root, 'test-results');
      rmSync(kept, { recursive: true, force: true });
      cpSync(output, kept, { recursive: true });
      console.log(`What failed left its traces in ${path.relative(process.cwd(), kept)}/`);
    }
    if (summary !== undefined) {
      mkdirSync(path.dirname(summary), { recursive: true });
      writeFileSync(summary, JSON.stringify({ ...counts, hosts: [...hosts].toSorted() }));
    }
    console.log(
      `e2e: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped on ${[...hosts].join(' and ') || 'no host'}`,
    );
    return code === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  } finally {
    await prepared.end();
  }
}

process.exitCode = await main();
