/** The desk's machine changes its network in a call (cable to Wi-Fi): see `namespace/network.namespaced.ts`. */
import { test } from '../../fixtures/test.ts';
import { passesInNamespace } from './support/in-namespace.ts';

test('another network in a call: voices come back both ways, the desk can hang up, calls ring', async ({ host }) => {
  // a Playwright of its own, with a limit of its own
  test.setTimeout(240_000);
  await passesInNamespace('another network in a call', host, 220_000);
});
