// An X screen for Electron: Xvfb, openbox as its window manager, and a session bus for tray and notifications.
// Everything is started and ended here by pid; must not use a display that was there before.
import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dieWithParent, type Identity, type LabChild, logTail, startChild } from './child.ts';
import { ensureLabUser, type LabUser } from './user.ts';
import { waitFor } from './waiting.ts';

export interface Display {
  /** DISPLAY and DBUS_SESSION_BUS_ADDRESS, to be given to whatever is to be seen there. */
  readonly env: { readonly DISPLAY: string; readonly DBUS_SESSION_BUS_ADDRESS: string };
  stop(): Promise<void>;
}

export interface DisplayOptions {
  readonly width?: number;
  readonly height?: number;
  /** Whose screen it is: X and the bus let nobody else in. Default: whoever specs run as, so root's is the lab user's. */
  readonly user?: LabUser;
}

const propertyReader = 'xprop';

/** Xvfb chooses a free number itself and writes it to the file descriptor that it is told. */
async function startXvfb(
  size: string,
  identity: Identity,
): Promise<{ readonly number: string; stop(): Promise<void> }> {
  const [guard, ...guardArgs] = dieWithParent;
  const args = ['-displayfd', '3', '-screen', '0', size, '-nolisten', 'tcp', '-noreset'];
  const child = spawn(guard, [...guardArgs, 'Xvfb', ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    detached: true,
    ...identity,
  });
  let complaints = '';
  child.stderr?.on('data', (data: Buffer) => (complaints += data.toString()));
  let number = '';
  child.stdio[3]?.on('data', (data: Buffer) => (number += data.toString()));
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.once('error', (error) => (complaints += error.message));
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill('SIGTERM');
    await Promise.race([exited, sleep(2000)]);
    child.kill('SIGKILL');
  };
  try {
    await waitFor(
      () => {
        if (child.exitCode !== null) throw new Error(`Xvfb ended at once:\n${complaints}`);
        return number.endsWith('\n') ? true : undefined;
      },
      { what: 'Xvfb', timeoutMs: 40_000, detail: () => complaints },
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { number: number.trim(), stop };
}

export async function startDisplay({
  width = 1440,
  height = 900,
  user = ensureLabUser(),
}: DisplayOptions = {}): Promise<Display> {
  const dir = mkdtempSync(path.join(tmpdir(), 'linewarden-display-'));
  const identity: Identity = user.changed ? { uid: user.uid, gid: user.gid } : {};
  if (user.changed) chownSync(dir, user.uid, user.gid);
  const started: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const each of started.toReversed()) await each.stop();
    if (process.env['LAB_KEEP'] !== '1') rmSync(dir, { recursive: true, force: true });
  };
  try {
    const xvfb = await startXvfb(`${width}x${height}x24`, identity);
    started.push(xvfb);
    const socket = path.join(dir, 'bus');
    const env = { DISPLAY: `:${xvfb.number}`, DBUS_SESSION_BUS_ADDRESS: `unix:path=${socket}` };
    const run = async (command: string, args: readonly string[]): Promise<LabChild> => {
      const child = await startChild(command, args, {
        logFile: path.join(dir, `${command}.log`),
        env: { ...process.env, ...env, HOME: dir },
        identity,
      });
      started.push(child);
      return child;
    };
    const bus = await run('dbus-daemon', ['--session', '--nofork', '--nopidfile', `--address=unix:path=${socket}`]);
    await waitFor(
      () => {
        if (!bus.running()) throw new Error(`dbus-daemon ended at once:\n${logTail(bus.logFile)}`);
        return existsSync(socket) ? true : undefined;
      },
      { what: 'dbus-daemon', timeoutMs: 40_000, detail: () => logTail(bus.logFile) },
    );
    const openbox = await run('openbox', ['--sm-disable']);
    // A window manager is there once it has written its name on the root window (EWMH).
    await waitFor(
      async () => {
        if (!openbox.running()) throw new Error(`openbox ended at once:\n${logTail(openbox.logFile)}`);
        const probe = spawn(propertyReader, ['-root', '_NET_SUPPORTING_WM_CHECK'], {
          env: { ...process.env, ...env },
          ...identity,
        });
        let out = '';
        probe.stdout.on('data', (data: Buffer) => (out += data.toString()));
        await new Promise((resolve) => probe.once('close', resolve));
        return out.includes('window id') ? true : undefined;
      },
      { what: 'openbox', timeoutMs: 40_000, everyMs: 50, detail: () => logTail(openbox.logFile) },
    );
    return { env, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
