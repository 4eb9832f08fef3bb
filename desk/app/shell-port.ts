/** The desk service's end of the shell's channel (Electron's `process.parentPort`), every message parsed. */
import { toDeskSchema, type FromDesk } from '../../core/contract/shell-desk.ts';
import type { FrameLink } from '../../core/link/frame-link.ts';
import type { Keystore } from '../profile/secret-store.ts';

/** The parts of Electron's MessagePortMain that count here. */
export interface ShellMessagePort {
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  postMessage(data: unknown): void;
  start(): void;
  close(): void;
}

export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown; ports: ShellMessagePort[] }) => void): unknown;
  postMessage(data: unknown): void;
}

/** Absent in plain Node. */
export function parentPortOf(process: NodeJS.Process): ParentPort | null {
  return (process as unknown as { parentPort?: ParentPort | null }).parentPort ?? null;
}

const secretTimeMs = 5_000;

export class ShellPort {
  readonly #port: ParentPort;
  readonly #waiting = new Map<number, (result: { ok: boolean; value: string }) => void>();
  #nextId = 1;
  #onLink: ((link: FrameLink) => void) | null = null;
  #early: FrameLink[] = [];

  constructor(port: ParentPort, onStop: () => void, onMalformed: () => void) {
    this.#port = port;
    port.on('message', ({ data, ports }) => {
      const parsed = toDeskSchema.safeParse(data);
      if (!parsed.success) return onMalformed();
      const message = parsed.data;
      switch (message.kind) {
        case 'port':
          for (const each of ports) this.#take(createPortLink(each));
          return;
        case 'secret-result':
          this.#waiting.get(message.id)?.(message);
          return;
        case 'stop':
          return onStop();
        default:
          return message satisfies never;
      }
    });
  }

  send(message: FromDesk): void {
    this.#port.postMessage(message);
  }

  /** Links that came before anybody could serve them are served now. */
  onLink(serve: (link: FrameLink) => void): void {
    this.#onLink = serve;
    for (const link of this.#early.splice(0)) serve(link);
  }

  get keystore(): Keystore {
    const ask = async (op: 'encrypt' | 'decrypt', value: string): Promise<string> => {
      const result = await this.#secret(op, value);
      if (!result.ok) throw new Error(`the keystore refused to ${op}`);
      return result.value;
    };
    return {
      isAvailable: async () => (await this.#secret('available', '')).ok,
      seal: (text) => ask('encrypt', text),
      open: (sealed) => ask('decrypt', sealed),
    };
  }

  #take(link: FrameLink): void {
    if (this.#onLink === null) this.#early.push(link);
    else this.#onLink(link);
  }

  #secret(op: 'encrypt' | 'decrypt' | 'available', value: string): Promise<{ ok: boolean; value: string }> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error('the shell does not answer'));
      }, secretTimeMs);
      this.#waiting.set(id, (result) => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        resolve(result);
      });
      this.send({ kind: 'secret', id, op, value });
    });
  }
}

function createPortLink(port: ShellMessagePort): FrameLink {
  let isOpen = true;
  const closed = new Set<() => void>();
  port.on('close', () => {
    isOpen = false;
    for (const listener of closed) listener();
    closed.clear();
  });
  return {
    // an answer for a window that has gone is dropped, as in desk/web/socket-link.ts
    send(frame) {
      if (isOpen) port.postMessage(frame);
    },
    onFrame(listener) {
      port.on('message', ({ data }) => listener(data));
      // what came before is queued until now
      port.start();
    },
    onClose(listener) {
      closed.add(listener);
    },
    close() {
      port.close();
    },
  };
}
