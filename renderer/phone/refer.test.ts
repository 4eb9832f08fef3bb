import { expect, it } from 'vitest';
import { statusInFragment } from './refer.ts';

it.each([
  ['SIP/2.0 100 Trying', 100],
  ['SIP/2.0 200 OK\r\n', 200],
  ['SIP/2.0 486 Busy Here\r\nReason: Q.850;cause=17\r\n', 486],
  ['SIP/2.0 180\r\n', 180],
  ['', null],
  ['INVITE sip:a@b SIP/2.0', null],
  ['SIP/2.0 999 What', null],
  ['SIP/2.0 2000 OK', null],
  [' SIP/2.0 200 OK', null],
])('reads the status out of %j', (body, status) => {
  expect(statusInFragment(body)).toBe(status);
});
