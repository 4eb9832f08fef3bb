/** Whose word is taken for who calls: From, unless provisioning says that the trunk is a trust domain (RFC 3325). */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { provisionedLine, TestDesks } from './test-support/test-desk.ts';

let desks: TestDesks;
beforeEach(() => {
  desks = new TestDesks();
});
afterEach(() => desks.remove());

test.each([
  { says: 'nothing', line: provisionedLine, key: '+8613900139000' },
  { says: 'no', line: { ...provisionedLine, trustAssertedIdentity: false }, key: '+8613900139000' },
  { says: 'yes', line: { ...provisionedLine, trustAssertedIdentity: true }, key: '+861088886666' },
])('provisioning says $says: $key calls', async ({ line, key }) => {
  const { client } = await desks.start({ line });
  const card = await client.calls.screen({
    call: '01JDG0000000000000000000AA',
    direction: 'in',
    fromUser: '13900139000',
    fromName: '',
    assertedUser: '01088886666',
    assertedName: null,
    verstat: null,
  });
  expect(card.number.key).toBe(key);
});
