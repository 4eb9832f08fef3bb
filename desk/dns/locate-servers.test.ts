import { expect, test } from 'vitest';
import type { DnsRecord, NaptrRecord, SrvRecord } from './dns-message.ts';
import { inOrder, locateServers } from './locate-servers.ts';

const srv = (target: string, part: Partial<SrvRecord> = {}): SrvRecord => ({
  type: 'SRV',
  ttl: 300,
  priority: 10,
  weight: 0,
  port: 443,
  target,
  ...part,
});
const naptr = (service: string, replacement: string, part: Partial<NaptrRecord> = {}): NaptrRecord => ({
  type: 'NAPTR',
  ttl: 600,
  order: 10,
  preference: 10,
  flags: 's',
  service,
  replacement,
  ...part,
});
const zone =
  (records: Readonly<Record<string, readonly DnsRecord[]>>) =>
  (name: string, type: string): Promise<readonly DnsRecord[]> =>
    Promise.resolve((records[name] ?? []).filter((record) => record.type === type));
const locate = (scheme: 'sips' | 'sip', records: Readonly<Record<string, readonly DnsRecord[]>>) =>
  locateServers(scheme, 'example.com', zone(records), () => 0.5);

test('without NAPTR: the SRV name that follows, by priority', async () => {
  expect(
    await locate('sips', {
      '_sips._ws.example.com': [srv('b.example.com', { priority: 20, port: 8443 }), srv('a.example.com', { ttl: 60 })],
      '_sip._ws.example.com': [srv('plain.example.com', { port: 80 })],
    }),
  ).toEqual({ urls: ['wss://a.example.com:443/', 'wss://b.example.com:8443/'], ttl: 60 });
});

test('NAPTR says where to look, in its order; other services, and what is no SRV, are passed over', async () => {
  const records = {
    'example.com': [
      naptr('SIP+D2U', 'udp.example.com', { order: 1 }),
      naptr('SIPS+D2W', 'terminal.example.com', { order: 2, flags: 'u' }),
      naptr('sips+d2w', 'second.example.com', { order: 20 }),
      naptr('SIP+D2W', 'plain.example.com', { order: 15 }),
      naptr('SIPS+D2W', 'first.example.com', { order: 10, ttl: 30 }),
    ],
    'udp.example.com': [srv('udp')],
    'terminal.example.com': [srv('terminal')],
    'first.example.com': [srv('one.example.com')],
    'second.example.com': [srv('two.example.com')],
    'plain.example.com': [srv('three.example.com', { port: 80 })],
    '_sips._ws.example.com': [srv('not-asked')],
  };
  expect(await locate('sips', records)).toEqual({
    urls: ['wss://one.example.com:443/', 'wss://two.example.com:443/'],
    ttl: 30,
  });
  expect((await locate('sip', records)).urls).toEqual([
    'wss://one.example.com:443/',
    'ws://three.example.com:80/',
    'wss://two.example.com:443/',
  ]);
});

test('a domain whose name may not be reached in the clear never is, whatever DNS says', async () => {
  expect((await locate('sips', { 'example.com': [naptr('SIP+D2W', 'plain')], plain: [srv('evil')] })).urls).toEqual([]);
});

test.each(['', '-x', 'a b', 'a/b', 'user@host', '1.2.3.4:5', 'a..b'])('a target of %j is none', async (target) => {
  expect((await locate('sips', { '_sips._ws.example.com': [srv(target), srv('good')] })).urls).toEqual([
    'wss://good:443/',
  ]);
});

test('the heavier of one priority comes first more often (RFC 2782), and each comes once', () => {
  const records = [srv('heavy', { weight: 90 }), srv('light', { weight: 10 }), srv('never', { weight: 0 })];
  let seed = 1;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  const firsts = { heavy: 0, light: 0, never: 0 };
  for (let n = 0; n < 2_000; n += 1) {
    const order = inOrder(records, random).map(({ target }) => target as keyof typeof firsts);
    expect(order.toSorted()).toEqual(['heavy', 'light', 'never']);
    firsts[order[0] ?? 'never'] += 1;
  }
  expect(firsts.heavy / 2_000).toBeCloseTo(0.9, 1);
  expect(firsts.light / 2_000).toBeCloseTo(0.1, 1);
});
