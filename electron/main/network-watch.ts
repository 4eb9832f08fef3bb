/**
 * Notices that this machine's addresses changed (another Wi-Fi, a VPN, a dock), which no page is told while the machine
 * stays "online". Knows nothing of what is done about it.
 */
import type { NetworkInterfaceInfo } from 'node:os';

export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

const everyMs = 3_000;

/** What a connection depends on: the machine's own addresses, not the loopback's nor an interface's private ones. */
export function fingerprint(interfaces: Interfaces): string {
  const kept = Object.entries(interfaces).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ internal, address }) => !internal && !/^(fe80:|169\.254\.)/i.test(address))
      // of IPv6 the network only: temporary addresses come and go (RFC 8981)
      .map(
        ({ family, address }) => `${name} ${family === 'IPv4' ? address : address.split(':').slice(0, 4).join(':')}`,
      ),
  );
  return [...new Set(kept)].sort().join('\n');
}

export interface NetworkWatch {
  stop(): void;
}

export function watchNetwork(read: () => Interfaces, onChange: () => void): NetworkWatch {
  let known = fingerprint(read());
  const timer = setInterval(() => {
    const now = fingerprint(read());
    if (now === known) return;
    known = now;
    // with no address left there is nothing to connect from; the change that brings one is told
    if (now !== '') onChange();
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}
