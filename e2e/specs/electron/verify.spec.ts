/** The probes of `npm run verify:electron` pass on this Electron too: what a person runs on another system is no guess. */
import { probes } from '../../../build/verify-probes.ts';
import { expect, test } from '../../fixtures/test.ts';
import { shellOf } from './support/shell.ts';

test('the probes for a person’s system find what they look for @electron', async ({ start }) => {
  const { app } = shellOf(await start());
  for (const { name, run } of probes) {
    const seen = await test.step(name, () => run(app));
    expect(seen).not.toBe('');
  }
});
