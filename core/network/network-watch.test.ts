import { expect, test } from 'vitest';
import { fingerprint, NetworkWatch, type InterfaceAddress, type Interfaces } from './network-watch.ts';

const address = (text: string, internal = false): InterfaceAddress => ({
  address: text,
  internal,
  family: text.includes(':') ? 'IPv6' : 'IPv4',
});

test('loopback, link-local and temporary addresses do not count', () => {
  const plain: Interfaces = { eth0: [address('10.0.0.5'), address('2001:db8:1:2:aaaa::1')] };
  const noisy: Interfaces = {
    lo: [address('127.0.0.1', true)],
    eth0: [address('2001:db8:1:2:bbbb::7'), address('10.0.0.5'), address('fe80::1'), address('169.254.3.4')],
  };
  expect(fingerprint(noisy)).toBe(fingerprint(plain));
  expect(fingerprint({ eth0: [address('10.0.0.6')] })).not.toBe(fingerprint(plain));
});

test('a new address is told once, a lost one only when another one is there', () => {
  const watch = new NetworkWatch({ wlan0: [address('192.168.1.2')] });
  expect(watch.hasChanged({ wlan0: [address('192.168.1.2')] })).toBe(false);
  expect(watch.hasChanged({})).toBe(false);
  expect(watch.hasChanged({ tun0: [address('10.8.0.3')] })).toBe(true);
  expect(watch.hasChanged({ tun0: [address('10.8.0.3')] })).toBe(false);
  expect(watch.hasChanged({ tun0: [address('10.8.0.3')], eth0: [address('10.0.0.5')] })).toBe(true);
});
