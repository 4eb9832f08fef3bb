/**
 * Finds the WebSocket servers of a SIP domain (RFC 3263 4.1, 4.2; RFC 7118 names the services `SIPS+D2W` and `SIP+D2W`): NAPTR,
 * then SRV; without NAPTR the SRV names that follow from them. Answers addresses in the order in which to try them.
 */
import type { NaptrRecord, SrvRecord } from './dns-message.ts';
import type { DnsQuery } from './dns-query.ts';

export interface Located {
  /** wss:// or ws:// addresses, best first */
  readonly urls: readonly string[];
  /** seconds for which that may be believed */
  readonly ttl: number;
}

const maxServers = 8;
const hostName = /^(?!-)[a-z0-9-]+(?:\.[a-z0-9-]+)*$/;

/** A `sips:` domain is reached by wss only (RFC 3261 26.2.2): nobody who can lie about a name may take the encryption away. */
export async function locateServers(
  scheme: 'sips' | 'sip',
  domain: string,
  query: DnsQuery,
  random: () => number,
): Promise<Located> {
  const naptrs = (await query(domain, 'NAPTR'))
    .filter((record): record is NaptrRecord => record.type === 'NAPTR')
    .filter(({ flags, service }) => flags.toLowerCase() === 's' && schemeOf(service, scheme) !== null)
    .toSorted((a, b) => a.order - b.order || a.preference - b.preference);
  const names: { name: string; isSecure: boolean; ttl: number }[] =
    naptrs.length > 0
      ? naptrs.map(({ service, replacement, ttl }) => ({
          name: replacement,
          isSecure: schemeOf(service, scheme) === 'wss',
          ttl,
        }))
      : [
          { name: `_sips._ws.${domain}`, isSecure: true, ttl: Number.POSITIVE_INFINITY },
          ...(scheme === 'sip' ? [{ name: `_sip._ws.${domain}`, isSecure: false, ttl: Number.POSITIVE_INFINITY }] : []),
        ];
  const urls: string[] = [];
  let ttl = Number.POSITIVE_INFINITY;
  for (const { name, isSecure, ttl: nameTtl } of names) {
    const records = (await query(name, 'SRV')).filter((record): record is SrvRecord => record.type === 'SRV');
    for (const { target, port, ttl: recordTtl } of inOrder(records, random)) {
      ttl = Math.min(ttl, nameTtl, recordTtl);
      // RFC 2782: "." says that there is no such service
      if (hostName.test(target)) urls.push(`${isSecure ? 'wss' : 'ws'}://${target}:${port}/`);
    }
  }
  return { urls: [...new Set(urls)].slice(0, maxServers), ttl };
}

function schemeOf(service: string, scheme: 'sips' | 'sip'): 'wss' | 'ws' | null {
  switch (service.toUpperCase()) {
    case 'SIPS+D2W':
      return 'wss';
    case 'SIP+D2W':
      return scheme === 'sip' ? 'ws' : null;
    default:
      return null;
  }
}

/** RFC 2782: by priority, and within one at random, the heavier the likelier. */
export function inOrder(records: readonly SrvRecord[], random: () => number): readonly SrvRecord[] {
  const byPriority = Map.groupBy(records, ({ priority }) => priority);
  return [...byPriority.entries()]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([, same]) => {
      // those of weight 0 first, so that they have a chance at all
      const left = same.toSorted((a, b) => a.weight - b.weight);
      const drawn: SrvRecord[] = [];
      while (left.length > 0) {
        const sum = left.reduce((total, { weight }) => total + weight, 0);
        const mark = random() * sum;
        let passed = 0;
        const at = left.findIndex(({ weight }) => (passed += weight) >= mark);
        drawn.push(...left.splice(Math.max(0, at), 1));
      }
      return drawn;
    });
}
