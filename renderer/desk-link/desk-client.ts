/**
 * The desk service as views and the phone see it: a typed oRPC client over whatever link is up at the moment.
 *
 * A call waits up to 2 s for a link, then up to its own limit for an answer; both end in a `DeskUnreachable`. Calls in
 * flight when a link closes fail and are not sent again here: commands carry ids, so their callers may do so safely.
 */
import { createORPCClient } from '@orpc/client';
import type { ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { contractVersion } from '../../core/contract/version.ts';
import type { Hello } from '../../core/contract/session.ts';
import type { DeskContract } from '../../core/contract/desk.ts';
import { guardPort } from '../../core/link/guard-port.ts';
import type { FrameLink } from '../../core/link/frame-link.ts';
import type { LinkSource } from './link-source.ts';

export type DeskClient = ContractRouterClient<DeskContract>;

/** `outdated`: the service speaks a newer contract; the page must be loaded again. */
export type DeskLinkState =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly hello: Hello }
  | { readonly state: 'outdated' };

export interface DeskLink {
  readonly desk: DeskClient;
  readonly state: StoreApi<DeskLinkState>;
  stop(): void;
}

/** The desk service did not answer: not up, gone, or too slow. */
export class DeskUnreachable extends Error {
  override readonly name = 'DeskUnreachable';
}

const waitForLinkMs = 2_000;
const answerMs = 10_000;
/** imports, exports and erasing may take longer */
const slowAnswerMs = 120_000;
const slowCalls = new Set(['contacts.import', 'calls.erase', 'admin.diagnostics', 'admin.backup', 'admin.restore']);
const pingEveryMs = 5_000;
const pingLimitMs = 4_000;

export function connectDesk(source: LinkSource): DeskLink {
  const state = createStore<DeskLinkState>(() => ({ state: 'connecting' }));
  let current: { rpc: ClientLink<object>; link: FrameLink } | null = null;
  const waiting = new Set<() => void>();

  const link: ClientLink<object> = {
    async call(path, input, options) {
      const live = current ?? (await nextLink());
      const limit = slowCalls.has(path.join('.')) ? slowAnswerMs : answerMs;
      return withLimit(limit, options.signal, (signal) => live.rpc.call(path, input, { ...options, signal }));
    },
  };
  const desk: DeskClient = createORPCClient(link);

  function nextLink(): Promise<NonNullable<typeof current>> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(go);
        reject(new DeskUnreachable('no link to the desk service'));
      }, waitForLinkMs);
      const go = () => {
        if (!current) return;
        clearTimeout(timer);
        waiting.delete(go);
        resolve(current);
      };
      waiting.add(go);
    });
  }

  async function shakeHands(): Promise<void> {
    const mine = current;
    try {
      const hello = await desk.session.hello({ contractVersion });
      if (hello.contractVersion !== contractVersion) state.setState({ state: 'outdated' }, true);
      else if (current === mine) state.setState({ state: 'connected', hello }, true);
    } catch (error) {
      if (isConflict(error)) state.setState({ state: 'outdated' }, true);
      else mine?.link.close();
    }
  }

  // last, since a source may bring its first link up at once
  const stopSource = source.start((link) => {
    const rpc = new RPCLink({ port: guardPort(link, 'view', () => link.close()) });
    const mine = { rpc, link };
    current = mine;
    link.onClose(() => {
      if (current !== mine) return;
      current = null;
      if (state.getState().state === 'connected') state.setState({ state: 'connecting' }, true);
    });
    for (const go of waiting) go();
    void shakeHands();
  });

  // A frozen peer never closes its link by itself.
  const ping = setInterval(() => {
    const mine = current;
    if (!mine) return;
    const limit = setTimeout(() => mine.link.close(), pingLimitMs);
    desk.session.ping().then(
      () => clearTimeout(limit),
      () => clearTimeout(limit),
    );
  }, pingEveryMs);

  return {
    desk,
    state,
    stop() {
      clearInterval(ping);
      stopSource();
    },
  };
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'CONFLICT';
}

/** Ends the wait for an answer after `ms`; a stream that has begun is bounded by the caller's own signal only. */
async function withLimit<T>(
  ms: number,
  outer: AbortSignal | undefined,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const inner = new AbortController();
  const onAbort = () => inner.abort(outer?.reason);
  outer?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => inner.abort(new DeskUnreachable(`no answer within ${ms} ms`)), ms);
  try {
    return await run(inner.signal);
  } catch (error) {
    if (outer?.aborted !== true && isLinkError(error)) throw new DeskUnreachable('the link closed', { cause: error });
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function isLinkError(error: unknown): boolean {
  if (error instanceof DeskUnreachable) return false;
  if (!(error instanceof Error)) return true;
  return error.name === 'AbortError' || error.message.includes('link to the desk service is down');
}
