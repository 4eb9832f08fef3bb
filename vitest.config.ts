/** Unit tests: beside the code they prove, in Node; what needs a browser is an e2e spec. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: ['build/unit-setup.ts'],
    include: [
      'core/**/*.test.ts',
      'desk/**/*.test.ts',
      'electron/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'e2e/links/*.test.ts',
      'e2e/lab/*.test.ts',
    ],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // two cores: more workers only make timing tests noisy
    maxWorkers: 2,
  },
});
