/**
 * The practice line (练习线): an embedded SIP-over-WebSocket server with scripted callers on loopback. It is the only file
 * that the desk service imports from here; what happens on it must never reach real lists, statistics or a team.
 */
import { randomBytes } from 'node:crypto';
import { PracticeCalls } from './call-book.ts';
import { systemClock, TimerSet, type PracticeClock } from './clock.ts';
import type { LiveCall } from './live-call.ts';
import type { PracticeCall } from './practice-call.ts';
import { loadCast, type PracticeCaller } from './practice-caller.ts';
import { PracticeError } from './practice-error.ts';
import type { PracticeLog } from './practice-log.ts';
import { startSocketServer } from './socket-server.ts';
import { Switchboard } from './switchboard.ts';

export type { PracticeCall, PracticeCallEnd, PracticeCallState, ReceivedDtmf } from './practice-call.ts';
export type { PracticeCaller } from './practice-caller.ts';

export interface PracticeLineOptions {
  /** The folder of callers.json and the recordings. */
  readonly assetsDir: string;
  /** Decides about the Origin of a WebSocket; `undefined` where the client sent none (not a browser). */
  readonly isAllowedOrigin: (origin: string | undefined) => boolean;
  readonly log: PracticeLog;
  readonly clock?: PracticeClock;
  /** For `ring('random')`: a number in [0, 1). */
  readonly random?: () => number;
}

export type PracticeChange =
  | { readonly type: 'registration'; readonly registered: boolean }
  | { readonly type: 'call'; readonly call: PracticeCall };

export interface PracticeLine {
  readonly url: string;
  readonly domain: string;
  readonly credentials: { readonly user: string; readonly password: string };
  readonly callers: readonly PracticeCaller[];
  readonly registered: boolean;
  /** The calls that have not ended. */
  readonly calls: readonly PracticeCall[];
  /** Throws a PracticeError: `no-desk`, `unknown-caller`, `too-many-calls` or `stopped`. */
  ring(callerId: string, options?: { readonly ringSeconds?: number }): PracticeCall;
  onChange(listener: (change: PracticeChange) => void): () => void;
  /** Ends every call, socket and timer. */
  stop(): Promise<void>;
}

const DOMAIN = 'practice.invalid';
const USER = 'desk';
const RING_SECONDS = 45;
const LONGEST_RING_SECONDS = 180;

export async function startPracticeLine(options: PracticeLineOptions): Promise<PracticeLine> {
  const { assetsDir, isAllowedOrigin, log, clock = systemClock, random = Math.random } = options;
  const cast = await loadCast(assetsDir);
  const password = randomBytes(18).toString('base64url');
  const timers = new TimerSet(clock);
  const listeners = new Set<(change: PracticeChange) => void>();
  const tell = (change: PracticeChange): void => {
    for (const listener of listeners) listener(change);
  };
  let stopped = false;
  let wasRegistered = false;
  const registered = (): boolean => switchboard.registrar.current(clock.now()) !== undefined;

  const host = {
    clock,
    log,
    // The switchboard is made after the calls that it looks up, so it is reached through getters.
    get transactions() {
      return switchboard.transactions;
    },
    currentWire: () => switchboard.registrar.current(clock.now())?.flow,
    changed: (call: LiveCall) => tell({ type: 'call', call }),
  };
  const calls = new PracticeCalls({ cast, domain: DOMAIN, user: USER, timers, host });
  const switchboard: Switchboard = new Switchboard({
    domain: DOMAIN,
    user: USER,
    password,
    now: () => clock.now(),
    timers,
    log,
    calls,
    registrationChanged: () => {
      if (registered() === wasRegistered) return;
      wasRegistered = !wasRegistered;
      tell({ type: 'registration', registered: wasRegistered });
    },
  });
  const server = await startSocketServer({ isAllowedOrigin, handlers: switchboard, timers, log });
  const url = `ws://127.0.0.1:${server.port}`;
  log.info({ url, callers: cast.callers.length }, 'practice line started');

  return {
    url,
    domain: DOMAIN,
    credentials: { user: USER, password },
    callers: cast.callers,
    get registered() {
      return registered();
    },
    get calls() {
      return calls.live();
    },
    ring: (callerId, { ringSeconds = RING_SECONDS } = {}) => {
      if (stopped) throw new PracticeError('stopped', 'the practice line was stopped');
      const caller =
        callerId === 'random'
          ? cast.callers[Math.floor(random() * cast.callers.length)]
          : cast.callers.find((c) => c.id === callerId);
      if (caller === undefined) throw new PracticeError('unknown-caller', `no practice caller "${callerId}"`);
      const desk = switchboard.registrar.current(clock.now());
      if (desk === undefined) throw new PracticeError('no-desk', 'no desk is registered to the practice line');
      return calls.ring(caller, desk, Math.min(Math.max(ringSeconds, 1), LONGEST_RING_SECONDS));
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: async () => {
      if (stopped) return;
      stopped = true;
      calls.stop();
      await server.close();
      switchboard.stop();
      timers.clear();
    },
  };
}
