/**
 * Notices that a machine's addresses changed (another Wi-Fi, a VPN, a dock), which no page is told while the machine stays
 * "online". Whoever looks owns the timer; knows nothing of what is done about it.
 */

/** The part of Node's `os.networkInterfaces()` that is looked at. */
export interface InterfaceAddress {
  readonly address: string;
  readonly family: string;
  readonly internal: boolean;
}
export type Interfaces = Readonly<Record<string, readonly InterfaceAddress[] | undefined>>;

/** A look costs some 0.1 ms; a call's silence lasts until it is seen. */
export const lookEveryMs = 1_000;

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

export class NetworkWatch {
  #known: string;

  constructor(now: Interfaces) {
    this.#known = fingerprint(now);
  }

  /** True where connections may have to be made anew: with no address left there is nothing to connect from. */
  hasChanged(interfaces: Interfaces): boolean {
    const now = fingerprint(interfaces);
    if (now === this.#known) return false;
    this.#known = now;
    return now !== '';
  }
}
