/** Specs that need a network of their own; started by `in-namespace.ts`, never by themselves. */
import { defineConfig } from '@playwright/test';
import type { HostOptions } from '../../../fixtures/test.ts';
import base from '../../../playwright.config.ts';

const output = `${process.env['LINEWARDEN_E2E_OUTPUT'] ?? 'test-results'}/namespace`;

export default defineConfig<object, HostOptions>(base, {
  testDir: '.',
  testMatch: '**/*.namespaced.ts',
  outputDir: output,
  reporter: [['list']],
});
