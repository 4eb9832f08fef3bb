/** The line's form as typed, and the account that it becomes; what is wrong is told by field. Pure. */
import type { z } from 'zod';
import { readIceText, toIceText } from './ice-servers-text.ts';
import { lineAccountSchema, type LineAccount } from '../../../core/settings/settings.ts';

export interface LineDraft {
  /** one server a line, in order of preference */
  readonly servers: string;
  readonly domain: string;
  readonly user: string;
  readonly authUser: string;
  readonly displayName: string;
  readonly hotline: string;
  readonly trustAssertedIdentity: boolean;
  /** one server a line, see ice-servers-text */
  readonly iceServers: string;
  /** '' keeps the stored one */
  readonly password: string;
}

export const lineFields = ['servers', 'domain', 'user', 'authUser', 'displayName', 'hotline', 'iceServers'] as const;
export type LineField = (typeof lineFields)[number] | 'password';

export function toLineDraft(account: LineAccount | null): LineDraft {
  return {
    servers: account?.servers.join('\n') ?? '',
    domain: account?.domain ?? '',
    user: account?.user ?? '',
    authUser: account?.authUser ?? '',
    displayName: account?.displayName ?? '',
    hotline: account?.hotline ?? '',
    trustAssertedIdentity: account?.trustAssertedIdentity ?? false,
    iceServers: toIceText(account?.iceServers ?? []),
    password: '',
  };
}

export type LineReading =
  { readonly ok: true; readonly account: LineAccount } | { readonly ok: false; readonly wrong: readonly LineField[] };

/** `kept`: the account in force, whose secrets of ICE servers the form does not show and does not lose. */
export function readLineDraft(draft: LineDraft, kept: LineAccount | null): LineReading {
  const authUser = draft.authUser.trim();
  const iceServers = readIceText(draft.iceServers, kept?.iceServers ?? []);
  const input: z.input<typeof lineAccountSchema> = {
    servers: draft.servers
      .split(/[\s,;，；]+/)
      .map((server) => server.trim())
      .filter((server) => server !== ''),
    domain: draft.domain.trim(),
    user: draft.user.trim(),
    ...(authUser === '' ? {} : { authUser }),
    displayName: draft.displayName.trim(),
    hotline: draft.hotline.trim(),
    iceServers: [...(iceServers ?? [])],
    resolvers: kept?.resolvers ?? [],
    trustAssertedIdentity: draft.trustAssertedIdentity,
  };
  const parsed = lineAccountSchema.safeParse(input);
  if (parsed.success && iceServers !== null) return { ok: true, account: parsed.data };
  const named = new Set(parsed.success ? [] : parsed.error.issues.map(({ path }) => path[0]));
  if (iceServers === null) named.add('iceServers');
  return { ok: false, wrong: lineFields.filter((field) => named.has(field)) };
}

/** A wss server's host is the domain more often than not: offered, never forced. */
export function domainOf(servers: string): string {
  return /^(?:wss?:\/\/|sips?:)([A-Za-z0-9.-]+)/m.exec(servers.trim())?.[1] ?? '';
}
