/**
 * The desk service's process: started, started again when it dies, given ports, told secrets by safeStorage.
 * Must not know what the ports carry.
 */
import { safeStorage, utilityProcess } from 'electron';
import type { MessagePortMain, UtilityProcess } from 'electron';
import { fromDeskSchema } from '../../core/contract/shell-desk.ts';
import type { FromDesk, ToDesk } from '../../core/contract/shell-desk.ts';

export interface DeskProcessOptions {
  readonly file: string;
  readonly args: readonly string[];
  /** only the first time it is started */
  readonly firstArgs: readonly string[];
  readonly onReady: (ready: Extract<FromDesk, { kind: 'ready' }>) => void;
  readonly onMessage: (message: FromDesk) => void;
  /** it died and is being started again */
  readonly onExit: () => void;
  readonly log: (message: string) => void;
}

export interface DeskProcess {
  /** Hands one end of a link to the service; closed at once when it is not up. */
  give(port: MessagePortMain): void;
  readonly isReady: () => boolean;
  readonly pid: () => number | undefined;
  /** Asks it to stop, and ends it after 3 s. */
  stop(): Promise<void>;
}

const firstPauseMs = 200;
const longestPauseMs = 5_000;
/** up for so long: the next death starts again from the shortest pause */
const steadyMs = 30_000;

export function startDeskProcess(options: DeskProcessOptions): DeskProcess {
  let child: UtilityProcess | null = null;
  let isFirst = true;
  let isReady = false;
  let isStopping = false;
  let isFatal = false;
  let pause = firstPauseMs;
  let stopped: (() => void) | null = null;

  const send = (message: ToDesk, ports: MessagePortMain[] = []) => child?.postMessage(message, ports);

  const onFrame = (data: unknown) => {
    const parsed = fromDeskSchema.safeParse(data);
    if (!parsed.success) {
      options.log('dropped a malformed message of the desk service');
      return;
    }
    const message = parsed.data;
    switch (message.kind) {
      case 'secret':
        send(answerSecret(message));
        return;
      case 'ready':
        isReady = true;
        options.onReady(message);
        return;
      case 'fatal':
        isFatal = true;
        options.onMessage(message);
        return;
      case 'connect-src':
      case 'preferences':
        options.onMessage(message);
        return;
      default:
        message satisfies never;
    }
  };

  const start = () => {
    const startedAt = Date.now();
    const args = isFirst ? [...options.args, ...options.firstArgs] : [...options.args];
    isFirst = false;
    const mine = utilityProcess.fork(options.file, args, {
      serviceName: 'Linewarden desk service',
      stdio: 'inherit',
    });
    child = mine;
    mine.on('message', onFrame);
    mine.once('exit', (code) => {
      isReady = false;
      child = null;
      if (isStopping || isFatal) {
        stopped?.();
        return;
      }
      options.log(`the desk service ended with ${code}; starting it again`);
      options.onExit();
      if (Date.now() - startedAt > steadyMs) pause = firstPauseMs;
      setTimeout(() => {
        if (!isStopping) start();
      }, pause);
      pause = Math.min(longestPauseMs, pause * 2);
    });
  };
  start();

  return {
    give(port) {
      if (isReady && child) send({ kind: 'port' }, [port]);
      else port.close();
    },
    isReady: () => isReady,
    pid: () => child?.pid,
    stop() {
      isStopping = true;
      const mine = child;
      if (!mine) return Promise.resolve();
      return new Promise((resolve) => {
        const limit = setTimeout(() => mine.kill(), 3_000);
        stopped = () => {
          clearTimeout(limit);
          resolve();
        };
        send({ kind: 'stop' });
      });
    },
  };
}

function answerSecret({ id, op, value }: Extract<FromDesk, { kind: 'secret' }>): ToDesk {
  const answer = (ok: boolean, result: string): ToDesk => ({ kind: 'secret-result', id, ok, value: result });
  try {
    switch (op) {
      case 'available':
        return answer(isKeystoreReal(), '');
      case 'encrypt':
        return answer(true, safeStorage.encryptString(value).toString('base64'));
      case 'decrypt':
        return answer(true, safeStorage.decryptString(Buffer.from(value, 'base64')));
      default:
        op satisfies never;
        return answer(false, '');
    }
  } catch (error) {
    return answer(false, error instanceof Error ? error.message : 'safeStorage failed');
  }
}

/** On a bare Linux safeStorage may fall back to a key that stands in its source: that is not a keystore. */
function isKeystoreReal(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  if (process.platform !== 'linux') return true;
  // absent in Electron 22
  const backend = (safeStorage as { getSelectedStorageBackend?: () => string }).getSelectedStorageBackend?.();
  return backend !== undefined && backend !== 'basic_text' && backend !== 'unknown';
}
