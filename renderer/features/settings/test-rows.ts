/** The line test's rows in their order, known before anything is tested: one for each STUN or TURN server. Pure. */
import type { LineCheck } from '../../../core/contract/admin.ts';
import type { LineAccount } from '../../../core/settings/settings.ts';

export type CheckId = LineCheck['id'];
export type Checks = Readonly<Record<string, LineCheck>>;

export interface TestRow {
  readonly key: string;
  readonly id: CheckId;
  /** the server that it is about */
  readonly subject: string;
}

const before = ['dns', 'tls', 'websocket', 'register', 'round-trip'] as const satisfies readonly CheckId[];
const after = ['media', 'microphone', 'loopback'] as const satisfies readonly CheckId[];

export function rowKey({ id, subject = '' }: { readonly id: CheckId; readonly subject?: string | undefined }): string {
  return subject === '' ? id : `${id} ${subject}`;
}

export function rowsOf(account: LineAccount | null): readonly TestRow[] {
  const row = (id: CheckId, subject = ''): TestRow => ({ key: rowKey({ id, subject }), id, subject });
  const urls = new Set((account?.iceServers ?? []).flatMap((server) => server.urls));
  return [...before.map((id) => row(id)), ...[...urls].map((url) => row('ice', url)), ...after.map((id) => row(id))];
}
