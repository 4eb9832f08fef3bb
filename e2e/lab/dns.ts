// A DNS server on loopback whose zone a spec writes, and writes again: dnsmasq, with nothing of the machine's own in it.
import { Resolver } from 'node:dns/promises';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LabChild, logTail, startChild } from './child.ts';
import { freeUdpPort } from './ports.ts';
import { waitFor } from './waiting.ts';

/** A line of dnsmasq's configuration, e.g. `srv-host=_sips._ws.example.com,localhost,8443,10,5`. */
export type ZoneLine = `srv-host=${string}` | `naptr-record=${string}` | `local-ttl=${number}`;

export interface LabDns {
  /** `127.0.0.1:port`, as a provisioning file names a resolver */
  readonly address: string;
  /** Another zone from now on; resolves when it answers. */
  change(zone: readonly ZoneLine[]): Promise<void>;
  stop(): Promise<void>;
}

export async function startDns(zone: readonly ZoneLine[]): Promise<LabDns> {
  const dir = mkdtempSync(path.join(process.env['LAB_RUN_DIR'] ?? tmpdir(), 'dns-'));
  const port = await freeUdpPort();
  const logFile = path.join(dir, 'dnsmasq.log');
  const configFile = path.join(dir, 'dnsmasq.conf');
  const start = async (lines: readonly ZoneLine[]): Promise<LabChild> => {
    const fixed = ['no-resolv', 'no-hosts', 'listen-address=127.0.0.1', 'bind-interfaces', `port=${port}`];
    // names that it does not know do not exist, instead of being asked for elsewhere
    writeFileSync(configFile, [...fixed, 'local=/#/', ...lines, ''].join('\n'));
    // -k: in the foreground; its user needs no other rights than ours
    const child = await startChild('dnsmasq', ['-k', '-C', configFile, '--pid-file', '--log-facility=-'], { logFile });
    const resolver = new Resolver({ timeout: 200, tries: 1 });
    resolver.setServers([`127.0.0.1:${port}`]);
    await waitFor(
      async () => {
        if (!child.running()) throw new Error(`dnsmasq ended:\n${logTail(logFile)}`);
        return await resolver.resolveSrv('ready.invalid').then(
          () => true as const,
          (error: NodeJS.ErrnoException) => (error.code === 'ENOTFOUND' || error.code === 'ENODATA' ? true : undefined),
        );
      },
      { what: "dnsmasq's answer", timeoutMs: 20_000, everyMs: 20, detail: () => logTail(logFile) },
    );
    return child;
  };
  let child = await start(zone);
  return {
    address: `127.0.0.1:${port}`,
    async change(lines) {
      await child.stop();
      child = await start(lines);
    },
    async stop() {
      await child.stop();
      if (process.env['LAB_KEEP'] !== '1') rmSync(dir, { recursive: true, force: true });
    },
  };
}
