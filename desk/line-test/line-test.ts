/**
 * The line test's probes that a page cannot do, one after the other, each told when it starts and when it ends.
 * Servers are tried in the account's order until one answers as a SIP WebSocket. Leaves nothing open and nobody registered.
 */
import type { WebSocket } from 'ws';
import type { LineCheck } from '../../core/contract/admin.ts';
import type { LineAccount } from '../../core/settings/settings.ts';
import { openSocket, resolveName, routeTo, secure, StepError, upgrade, type Route } from './connection.ts';
import { RegisterProbe } from './register-probe.ts';
import { roundTrip } from './round-trip-probe.ts';
import { trustedAuthorities } from './trust.ts';

export interface LineTestOptions {
  readonly account: LineAccount;
  /** the addresses behind the account's servers; default: they are addresses */
  readonly servers?: readonly string[];
  readonly password: string | null;
  /** the phone is registered as this user: its binding must stay */
  readonly isInUse?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly env?: NodeJS.ProcessEnv;
  readonly authorities?: () => string[];
  readonly stepMs?: number;
}

const defaultStepMs = 6_000;
/** beyond it people talk over each other (G.114: 150 ms one way) */
const slowMs = 300;

export async function* testLine(options: LineTestOptions): AsyncGenerator<LineCheck, void, undefined> {
  const { account } = options;
  let socket: WebSocket | null = null;
  try {
    const servers = options.servers ?? account.servers;
    if (servers.length === 0) yield ended('dns', 'failed', 'not-found', account.servers.join(' '), null);
    for (const server of servers) {
      socket = yield* reachServer(routeTo(server, options.env ?? process.env), options);
      if (socket !== null || options.signal?.aborted === true) break;
    }
    if (socket === null) {
      yield ended('register', 'skipped', 'no-connection', '', null);
      yield ended('round-trip', 'skipped', 'no-connection', '', null);
    } else {
      yield* register(socket, options);
      yield* measureRoundTrip(socket, options);
    }
  } finally {
    socket?.terminate();
  }
  // the phone holds the microphone and the media; it adds its own results
  for (const id of ['media', 'microphone', 'loopback'] as const) yield ended(id, 'skipped', 'phone', '', null);
}

async function* reachServer(
  route: Route,
  options: LineTestOptions,
): AsyncGenerator<LineCheck, WebSocket | null, undefined> {
  const { server, proxy } = route;
  const via = proxy === null ? '' : ` (${proxy.host})`;

  if (proxy !== null) {
    yield ended('dns', 'skipped', 'proxy', proxy.host, null);
  } else {
    const names = yield* step(
      'dns',
      server.host,
      options,
      () => resolveName(route),
      (found) => found.join(', '),
    );
    if (names === null) {
      yield ended('tls', 'skipped', 'no-connection', '', null);
      yield ended('websocket', 'skipped', 'no-connection', '', null);
      return null;
    }
  }

  // a refused connection is told by the first check that needs one
  if (server.protocol === 'ws:') {
    yield ended('tls', 'skipped', 'plain', server.host, null);
    return yield* step(
      'websocket',
      `${server.href}${via}`,
      options,
      async (signal) => upgrade(await openSocket(route, signal), route, signal),
      () => server.href,
    );
  }
  const ca = (options.authorities ?? trustedAuthorities)();
  const tls = yield* step(
    'tls',
    `${server.host}${via}`,
    options,
    async (signal) => secure(await openSocket(route, signal), route, ca, signal),
    (found) => `${found.getProtocol() ?? ''} ${validUntil(found.getPeerCertificate())}`.trim(),
  );
  if (tls === null) {
    yield ended('websocket', 'skipped', 'no-connection', '', null);
    return null;
  }
  const socket = yield* step(
    'websocket',
    server.href,
    options,
    (signal) => upgrade(tls, route, signal),
    () => server.href,
  );
  if (socket === null) tls.destroy();
  return socket;
}

async function* register(socket: WebSocket, options: LineTestOptions): AsyncGenerator<LineCheck, void, undefined> {
  const { account, password } = options;
  if (password === null) {
    yield ended('register', 'failed', 'no-password', account.user, null);
    return;
  }
  const probe = new RegisterProbe(socket, account, password, options.isInUse !== true);
  const answer = yield* step(
    'register',
    account.user,
    options,
    (signal) => probe.register(signal),
    (text) => text,
  );
  if (answer === null) return;
  // the registrar drops the contact with the socket at the latest when it expires
  await probe.unregister(AbortSignal.timeout(options.stepMs ?? defaultStepMs)).catch(() => undefined);
}

/** Also where registering failed: a wrong password says nothing of the way. */
async function* measureRoundTrip(
  socket: WebSocket,
  options: LineTestOptions,
): AsyncGenerator<LineCheck, void, undefined> {
  yield* step(
    'round-trip',
    options.account.domain,
    options,
    (signal) => roundTrip(socket, options.account, signal),
    (ms) => `${ms.toFixed(1)} ms`,
    (ms) => (ms > slowMs ? 'slow' : 'ok'),
  );
}

/** Tells "running", runs, and tells how it ended; null when it failed. */
async function* step<T>(
  id: LineCheck['id'],
  what: string,
  options: LineTestOptions,
  run: (signal: AbortSignal) => Promise<T>,
  detailOf: (result: T) => string,
  codeOf: (result: T) => LineCheck['code'] = () => 'ok',
): AsyncGenerator<LineCheck, T | null, undefined> {
  yield ended(id, 'running', 'running', what, null);
  const startedAt = performance.now();
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), options.stepMs ?? defaultStepMs);
  const signal = options.signal === undefined ? limit.signal : AbortSignal.any([options.signal, limit.signal]);
  try {
    const result = await orAborted(run(signal), signal);
    yield ended(id, 'passed', codeOf(result), detailOf(result), Math.round(performance.now() - startedAt));
    return result;
  } catch (error) {
    const code = error instanceof StepError ? error.code : 'failed';
    const detail = error instanceof Error ? error.message : String(error);
    yield ended(id, 'failed', code, detail, Math.round(performance.now() - startedAt));
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** A look-up cannot be called off: the step ends all the same. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(new StepError('time-out', 'no answer in time'));
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

function ended(
  id: LineCheck['id'],
  state: LineCheck['state'],
  code: LineCheck['code'],
  detail: string,
  ms: number | null,
): LineCheck {
  return { id, state, code, detail, ms };
}

function validUntil(certificate: { valid_to?: string }): string {
  const end = new Date(certificate.valid_to ?? '');
  return Number.isNaN(end.getTime()) ? '' : `≤ ${end.toISOString().slice(0, 10)}`;
}
