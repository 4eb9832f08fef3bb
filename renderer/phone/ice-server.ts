/** An account's ICE server as the browser takes it. */
import type { Registration as Account } from '../../core/contract/session.ts';

/** zod's `undefined` becomes an absent key, as RTCPeerConnection's type wants it. */
export function iceServer({ urls, username, credential }: Account['iceServers'][number]): RTCIceServer {
  const server: RTCIceServer = { urls };
  if (username !== undefined) server.username = username;
  if (credential !== undefined) server.credential = credential;
  return server;
}
