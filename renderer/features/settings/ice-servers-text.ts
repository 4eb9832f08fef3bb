/**
 * ICE servers as lines of a form: `stun:host:3478`, or `turn:host:3478 user secret` (several addresses of one server with
 * commas between). A stored secret is shown as dots, and dots left as they are keep it. Pure.
 */
import { iceServerSchema, type LineAccount } from '../../../core/settings/settings.ts';

type IceServer = LineAccount['iceServers'][number];

export const keptSecret = '••••••';
const most = 8;

export function toIceText(servers: readonly IceServer[]): string {
  return servers
    .map(({ urls, username, credential }) =>
      [urls.join(','), username, credential === undefined ? undefined : keptSecret].filter(Boolean).join(' '),
    )
    .join('\n');
}

/** null: a line is none. `kept`: the servers in force, whose secrets the dots stand for. */
export function readIceText(text: string, kept: readonly IceServer[]): readonly IceServer[] | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length > most) return null;
  const servers = lines.map((line) => readLine(line, kept));
  return servers.some((server) => server === null) ? null : servers.filter((server) => server !== null);
}

function readLine(line: string, kept: readonly IceServer[]): IceServer | null {
  const [addresses = '', username, typed, ...rest] = line.split(/\s+/);
  if (rest.length > 0) return null;
  const urls = addresses.split(/[,，]/).filter((url) => url !== '');
  // a browser throws on a TURN server without a user and a secret
  const isTurn = urls.some((url) => /^turns?:/i.test(url));
  if (isTurn && (username === undefined || typed === undefined)) return null;
  if (!isTurn && username !== undefined) return null;
  const known = kept.find((server) => server.urls.join() === urls.join() && server.username === username);
  const credential = typed === keptSecret ? known?.credential : typed;
  if (typed !== undefined && credential === undefined) return null;
  const parsed = iceServerSchema.safeParse({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  });
  return parsed.success ? parsed.data : null;
}
