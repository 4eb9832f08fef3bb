/** Every spec is written once and run on both hosts: the web host in Debian's chromium, and the Electron shell under Xvfb. */
import { defineConfig } from '@playwright/test';
import type { HostOptions } from './fixtures/test.ts';

const hosts = (process.env['LINEWARDEN_HOSTS'] ?? 'web,electron').split(',');
const output = process.env['LINEWARDEN_E2E_OUTPUT'] ?? 'test-results';

export default defineConfig<object, HostOptions>({
  testDir: './specs',
  outputDir: output,
  // far from what they take: limits say that something hangs, never how slow a machine may be
  timeout: 150_000,
  expect: { timeout: 20_000 },
  // two cores, and audio that must be on time
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: `${output}/report.json` }]],
  use: { trace: 'retain-on-failure', actionTimeout: 20_000 },
  grep: process.env['LINEWARDEN_LONG'] === '1' ? /@long/ : /^(?!.*@long)/,
  projects: [
    { name: 'web', use: { host: 'web' as const }, grepInvert: /@electron/ },
    { name: 'electron', use: { host: 'electron' as const }, grepInvert: /@web/ },
  ].filter(({ name }) => hosts.includes(name)),
});
