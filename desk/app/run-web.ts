/** The desk service as the web host: one line on standard output when it can be used, a clean end on a signal. */
import { networkInterfaces } from 'node:os';
import { lookEveryMs, NetworkWatch } from '../../core/network/network-watch.ts';
import { createDeskServer } from '../link/serve-desk.ts';
import { openBrowser } from '../web/open-browser.ts';
import { startWebHost, type WebHost, type WebHostOptions } from '../web/web-host.ts';
import { newSessionSecret, readWebSession, writeWebSession } from '../web/web-session.ts';
import type { DeskArguments } from './arguments.ts';
import { createDesk } from './create-desk.ts';
import { FatalError } from './fatal.ts';
import { keepGoing } from './last-resort.ts';
import { linkLogOf } from './link-log.ts';
import { openProfile } from './open-profile.ts';
import { whenOrphaned } from './orphan.ts';
import { rendererDir } from './paths.ts';
import { restoreFirst } from './restore-first.ts';

const stopMs = 5_000;

/** Resolves with the exit code once a signal has ended it. Rejects with `FatalError` when it could not start. */
export async function runWeb(args: DeskArguments): Promise<number> {
  await restoreFirst(args, 'web');
  const profile = openProfile({ profile: args.profile, provision: args.provision, kind: 'web' });
  let host: WebHost | null = null;
  try {
    const desk = await createDesk({
      profile,
      host: 'web',
      keystore: null,
      isAllowedOrigin: (origin) => origin !== undefined && host?.origins.includes(origin) === true,
    });
    keepGoing(desk.log.of('desk'));
    host = await startAgain(args.port, profile.files.webSession, {
      rendererDir,
      connectSrc: () => desk.connectSrc(),
      serve: createDeskServer(desk.router, linkLogOf(desk.log.of('link'))),
      log: desk.log.of('web'),
    }).catch(async (error: unknown) => {
      await desk.stop();
      throw explain(error, args.port);
    });
    const network = new NetworkWatch(networkInterfaces());
    const networkTimer = setInterval(() => {
      if (network.hasChanged(networkInterfaces())) desk.networkChanged();
    }, lookEveryMs);
    const signalled = untilSignal();
    process.stdout.write(`LINEWARDEN_READY ${JSON.stringify({ url: host.url })}\n`);
    if (args.open) openBrowser(host.url, (sentence) => process.stderr.write(`${sentence}\n`));
    await signalled;
    clearInterval(networkTimer);
    setTimeout(() => process.exit(1), stopMs).unref();
    await host.stop();
    await desk.stop();
    return 0;
  } finally {
    profile.lock.release();
  }
}

/** Where and how the last process was reached, so that tabs it left behind come back by themselves; else on a free port. */
async function startAgain(
  wanted: number,
  file: string,
  options: Omit<WebHostOptions, 'port' | 'session'>,
): Promise<WebHost> {
  const last = readWebSession(file, Date.now());
  const secret = last?.secret ?? newSessionSecret();
  const host = await startWebHost({ ...options, port: wanted || (last?.port ?? 0), session: secret }).catch(
    (error: unknown) => {
      const isOnlyTheLastPort = wanted === 0 && last !== null && (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!isOnlyTheLastPort) throw error;
      return startWebHost({ ...options, port: 0, session: secret });
    },
  );
  try {
    writeWebSession(file, { port: host.port, secret, startedAt: last?.startedAt ?? Date.now() });
  } catch (error) {
    options.log.warn(`open tabs will not find a restarted desk: ${String(error)}`);
  }
  return host;
}

/** The first signal asks for the end, the second one takes it. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let isAsked = false;
    const onSignal = (): void => {
      if (isAsked) process.exit(1);
      isAsked = true;
      resolve();
    };
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
    whenOrphaned(resolve);
  });
}

function explain(error: unknown, port: number): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new FatalError('failed', `port ${port} is in use; choose another with --port`);
  if (code === 'ENOENT') return new FatalError('failed', `the pages are not built (npm run build): ${message}`);
  return error;
}
