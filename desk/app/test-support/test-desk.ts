/** For tests: whole desks on real profiles in a folder of their own, asked through the router as a view would ask. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRouterClient, isDefinedError, type ORPCError } from '@orpc/server';
import type { Keystore } from '../../profile/secret-store.ts';
import { createDesk, type Desk } from '../create-desk.ts';
import { openProfile, type OpenProfile } from '../open-profile.ts';

export class TestDesks {
  readonly folder = mkdtempSync(join(tmpdir(), 'linewarden-desk-'));
  readonly #running: { desk: Desk; profile: OpenProfile }[] = [];

  async start(provisioning: object | null = null, keystore: Keystore | null = null) {
    const provision = join(this.folder, 'provisioning.json');
    writeFileSync(provision, JSON.stringify(provisioning ?? {}));
    const profile = openProfile({ profile: join(this.folder, 'profile'), provision, kind: 'web' });
    const desk = await createDesk({ profile, host: 'web', keystore, isAllowedOrigin: () => true });
    this.#running.push({ desk, profile });
    return { desk, profile, client: createRouterClient(desk.router) };
  }

  async stop(): Promise<void> {
    for (const { desk, profile } of this.#running.splice(0)) {
      await desk.stop();
      profile.lock.release();
    }
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The typed error that a call was refused with. Throws when it was not refused, or not in the contract's words. */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (isDefinedError(error as ORPCError<string, unknown>)) return (error as ORPCError<string, unknown>).code;
  throw error;
}

export const provisionedLine = {
  servers: ['wss://pbx.example/ws'],
  domain: 'pbx.example',
  user: '1001',
  password: 'from-it',
};
export const ownAccount = { servers: ['wss://own.example'], domain: 'own.example', user: '2002', iceServers: [] };
