import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fingerprint, watchNetwork, type Interfaces } from './network-watch.ts';

const address = (text: string, internal = false): NonNullable<Interfaces[string]>[number] => ({
  address: text,
  netmask: '',
  mac: '00:00:00:00:00:00',
  internal,
  cidr: null,
  ...(text.includes(':') ? { family: 'IPv6', scopeid: 0 } : { family: 'IPv4' }),
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

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
  let interfaces: Interfaces = { wlan0: [address('192.168.1.2')] };
  const onChange = vi.fn();
  const watch = watchNetwork(() => interfaces, onChange);
  vi.advanceTimersByTime(10_000);
  expect(onChange).toHaveBeenCalledTimes(0);
  interfaces = {};
  vi.advanceTimersByTime(10_000);
  expect(onChange).toHaveBeenCalledTimes(0);
  interfaces = { tun0: [address('10.8.0.3')] };
  vi.advanceTimersByTime(10_000);
  expect(onChange).toHaveBeenCalledTimes(1);
  watch.stop();
  interfaces = { wlan0: [address('192.168.1.2')] };
  vi.advanceTimersByTime(10_000);
  expect(onChange).toHaveBeenCalledTimes(1);
});
