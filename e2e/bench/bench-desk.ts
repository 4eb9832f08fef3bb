/** The product on one host, registered at a PBX of its own, as the benches measure it. */
import { loadavg } from 'node:os';
import { trustAuthority } from '../lab/certificate.ts';
import { startPbx, type Pbx } from '../lab/pbx.ts';
import { waitFor } from '../lab/waiting.ts';
import type { Host, Product, StartOptions } from '../fixtures/product.ts';
import { provisionFor } from '../fixtures/profile.ts';
import { startElectron } from '../fixtures/start-electron.ts';
import { startWeb } from '../fixtures/start-web.ts';

export const callsWanted = (otherwise: number): number => Number(process.env['LINEWARDEN_BENCH_CALLS'] ?? otherwise);

/** A part of `all` that an environment variable names, comma separated; all of it where it is not set. */
export function chosen<T extends string>(variable: string, all: readonly T[]): readonly T[] {
  const names = process.env[variable]?.split(',');
  const unknown = names?.filter((name) => !all.includes(name as T)) ?? [];
  if (unknown.length > 0) throw new Error(`${variable}: ${unknown.join(', ')}; it takes ${all.join(', ')}`);
  return names === undefined ? all : all.filter((name) => names.includes(name));
}

/** What else the machine does decides much: said beside every figure. */
export function say(line: string): void {
  console.error(`${line} (load ${loadavg()[0]?.toFixed(1)})`);
}

export const hosts: readonly Host[] = chosen('LINEWARDEN_HOSTS', ['web', 'electron']);

export function registeredAt(pbx: Pbx, timeoutMs = 30_000): Promise<true> {
  return waitFor(async () => ((await pbx.registered()).includes('agent1') ? true : undefined), {
    what: 'the registration',
    timeoutMs,
    everyMs: 20,
  });
}

/** `line`: parts of the provisioned line replaced. */
export async function withDesk(
  host: Host,
  line: object,
  work: (desk: Product, pbx: Pbx) => Promise<void>,
  options: StartOptions = {},
): Promise<void> {
  const pbx = await startPbx({ huntMembers: ['agent1'] });
  let product: Product | null = null;
  try {
    await trustAuthority({ certFile: pbx.caFile }, process.env['HOME'] ?? '');
    const provision = provisionFor(pbx, 'agent1') as { line: object };
    const start = { ...options, provision: { ...provision, line: { ...provision.line, ...line } } };
    product = await (host === 'web' ? startWeb(start) : startElectron(start));
    await registeredAt(pbx);
    await work(product, pbx);
  } finally {
    await product?.stop();
    await pbx.stop();
  }
}
