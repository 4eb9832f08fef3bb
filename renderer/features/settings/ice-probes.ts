/**
 * Checks of the way for sound: does this machine have an address for it, and does each STUN or TURN server answer. Only a page can
 * make them, by gathering candidates as a call would. No words here, and nothing of what a server was told to be let in.
 */
import type { LineCheck } from '../../../core/contract/admin.ts';
import type { LineAccount } from '../../../core/settings/settings.ts';
import { probeResult, waitFor } from './probe-result.ts';

/** Chromium itself gives up after nearly ten; a server that takes longer than this is of no use to a call. */
const serverLimitMs = 5_000;
const hostLimitMs = 2_000;

export interface IceTarget {
  readonly url: string;
  readonly server: RTCIceServer;
}

/** One row a server's address. */
export function iceTargets(account: LineAccount | null): readonly IceTarget[] {
  return (account?.iceServers ?? []).flatMap(({ urls, username, credential }) =>
    urls.map((url) => ({
      url,
      server: {
        urls: [url],
        ...(username === undefined ? {} : { username }),
        ...(credential === undefined ? {} : { credential }),
      },
    })),
  );
}

interface Gathered {
  readonly kinds: ReadonlyMap<string, number>;
  /** ended by itself, not by the limit */
  readonly isComplete: boolean;
  readonly errors: readonly { readonly code: number; readonly text: string }[];
}

/** Gathers until `isEnough`, the end, the limit or the abort. Throws what Chromium throws of a malformed server. */
async function gather(
  configuration: RTCConfiguration,
  limitMs: number,
  isEnough: (kind: string) => boolean,
  signal: AbortSignal,
): Promise<Gathered> {
  const peer = new RTCPeerConnection(configuration);
  const kinds = new Map<string, number>();
  const errors: { code: number; text: string }[] = [];
  let isComplete = false;
  try {
    const over = new AbortController();
    // not AbortSignal.any: Chromium has it since 116 only
    signal.addEventListener('abort', () => over.abort(), { signal: over.signal });
    if (signal.aborted) over.abort();
    peer.onicecandidate = ({ candidate }) => {
      if (candidate === null) {
        isComplete = true;
        over.abort();
        return;
      }
      // RTCP's component of an old Chromium counts no second way
      const kind = candidate.type ?? '';
      if (kind !== '' && candidate.component !== 'rtcp') kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      if (isEnough(kind)) over.abort();
    };
    peer.onicecandidateerror = ({ errorCode, errorText }) => errors.push({ code: errorCode, text: errorText });
    peer.addTransceiver('audio');
    await peer.setLocalDescription(await peer.createOffer());
    await waitFor(limitMs, over.signal);
  } finally {
    peer.close();
  }
  return { kinds, isComplete, errors };
}

const shown = (kinds: ReadonlyMap<string, number>): string =>
  [...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ');

export async function probeIce({ url, server }: IceTarget, signal: AbortSignal): Promise<LineCheck> {
  const since = performance.now();
  const isRelay = /^turns?:/.test(url);
  const wanted = isRelay ? 'relay' : 'srflx';
  const answer = (state: 'passed' | 'failed', code: LineCheck['code'], detail: string): LineCheck => ({
    ...probeResult('ice', state, code, detail, since),
    subject: url,
  });
  let found: Gathered;
  try {
    found = await gather(
      { iceServers: [server], iceTransportPolicy: isRelay ? 'relay' : 'all' },
      serverLimitMs,
      (kind) => kind === wanted,
      signal,
    );
  } catch (error) {
    return answer('failed', 'bad-ice', error instanceof Error ? error.message : String(error));
  }
  const { kinds, isComplete, errors } = found;
  if (kinds.has(wanted)) return answer('passed', isRelay ? 'relay' : 'ok', shown(kinds));
  const said = errors.map(({ code, text }) => `${code} ${text}`).join('; ');
  // RFC 8656 5, RFC 8489 14.8: 400 to 438 are answers about user and password
  if (errors.some(({ code }) => code >= 400 && code < 439)) return answer('failed', 'ice-credentials', said);
  // Without NAT the address a STUN server sees is this machine's own, and Chromium names it once: the server has answered.
  if (!isRelay && isComplete && errors.length === 0) return answer('passed', 'direct', shown(kinds));
  return answer('failed', 'ice-unreachable', said === '' ? `> ${serverLimitMs} ms` : said);
}

/** Without any candidate no sound can flow at all. */
export async function probeMedia(signal: AbortSignal): Promise<LineCheck> {
  const since = performance.now();
  try {
    const { kinds } = await gather({}, hostLimitMs, () => false, signal);
    return kinds.size === 0
      ? probeResult('media', 'failed', 'no-candidates', '', since)
      : probeResult('media', 'passed', 'ok', shown(kinds), since);
  } catch (error) {
    return probeResult('media', 'failed', 'no-candidates', String(error), since);
  }
}
