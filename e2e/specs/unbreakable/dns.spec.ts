/**
 * The line's servers by name alone (NAPTR and SRV, RFC 3263 and 7118), asked of a dnsmasq on loopback: in DNS' order with a dead
 * server first, moved to another server by DNS while the desk runs, and a DNS that is away.
 */
import { lineOf, ringingCard, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { expect, test, toneMicrophone, type Line } from '../../fixtures/line.ts';
import type { Product } from '../../fixtures/product.ts';
import { startDns, type LabDns } from '../../lab/dns.ts';
import { claimPorts } from '../../lab/ports.ts';
import { waitFor } from '../../lab/waiting.ts';

const portOf = (line: Line): string => new URL(line.pbx.wssUrl).port;

const rings = async (line: Line, desk: Product): Promise<void> => {
  const caller = await line.call({ from: '13800138000' });
  await ringingCard(desk);
  await caller.hangUp();
  await caller.done;
};

async function registeredAt(here: Line, notThere: Line): Promise<void> {
  await waitFor(async () => ((await here.pbx.registered()).includes('agent1') ? true : undefined), {
    what: 'the registration where DNS says',
    timeoutMs: 30_000,
  });
  await expect.poll(() => notThere.pbx.registered(), { timeout: 10_000 }).toEqual([]);
}

test('a domain instead of addresses: NAPTR and SRV in order, a dead server first, another server later, DNS away', async ({
  startLine,
  start,
}) => {
  const first = await startLine({ huntMembers: ['agent1'] });
  const second = await startLine({ huntMembers: ['agent1'] });
  // a block of ports that is ours until the end, with nobody in it but the guard of its first
  const claimed = await claimPorts();
  const dead = claimed.base + 1;
  const naptr = 'naptr-record=line.example,10,10,S,SIPS+D2W,,_sips._ws.pbx.example' as const;
  let dns: LabDns | null = await startDns([
    'local-ttl=5',
    'naptr-record=line.example,5,10,S,SIP+D2U,,_sip._udp.pbx.example',
    naptr,
    `srv-host=_sips._ws.pbx.example,localhost,${dead},10,50`,
    `srv-host=_sips._ws.pbx.example,localhost,${portOf(first)},20,50`,
    // in the clear, and first by its priority: a sips: domain must not take it
    `srv-host=_sip._udp.pbx.example,localhost,${portOf(second)},1,50`,
  ]);
  try {
    const desk = await start({
      profile: usedProfile(),
      provision: lineOf(first.pbx, 'agent1', { servers: ['sips:line.example'], resolvers: [dns.address] }),
      microphone: toneMicrophone(),
    });
    await untilReady(desk);
    await registeredAt(first, second);
    await rings(first, desk);

    await dns.change(['local-ttl=5', naptr, `srv-host=_sips._ws.pbx.example,localhost,${portOf(second)},10,50`]);
    await registeredAt(second, first);
    await untilReady(desk);
    await rings(second, desk);

    await dns.stop();
    dns = null;
    // longer than its time to live: what was known stays true
    await desk.main.waitForTimeout(7_000);
    await untilReady(desk);
    await rings(second, desk);
  } finally {
    await dns?.stop();
    await claimed.release();
  }
});
