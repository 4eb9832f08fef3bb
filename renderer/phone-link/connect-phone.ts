/**
 * A view's end of the phone contract over a MessagePort: the newest snapshot, and commands with an answer, a typed failure or
 * a time-out. Every frame is parsed. Keeps no state of its own and never imports the phone.
 */
import { z } from 'zod';
import {
  fromPhoneSchema,
  phoneContractVersion,
  type FromPhone,
  type PhoneCommand,
  type PhoneSnapshot,
  type ToPhone,
} from '../../core/contract/phone.ts';

export interface PhonePort {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
}

export interface PhoneLinkOptions {
  /** the phone speaks another version of the contract: reload */
  readonly onMismatch?: (version: number) => void;
  readonly onBadFrame?: (detail: string) => void;
  readonly timeoutMs?: number;
}

export type PhoneFailureCode = Extract<FromPhone, { kind: 'failed' }>['code'] | 'no-answer';

/** Why a command was not done; `no-answer`: the phone did not say in time. */
export class PhoneFailure extends Error {
  override readonly name = 'PhoneFailure';
  readonly code: PhoneFailureCode;
  readonly detail: string;

  constructor(code: PhoneFailureCode, detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
    this.detail = detail;
  }
}

export interface PhoneLink {
  /** null until the first snapshot came */
  getSnapshot(): PhoneSnapshot | null;
  subscribe(listener: () => void): () => void;
  /** Rejects with a PhoneFailure. */
  send(command: PhoneCommand): Promise<void>;
  stop(): void;
}

/** Longer than a re-INVITE and its glare may take (hold), and than a person needs for the microphone prompt. */
const defaultTimeoutMs = 30_000;
const versionOnly = z.object({ snapshot: z.object({ version: z.number() }) });

export function connectPhone(port: PhonePort, options: PhoneLinkOptions = {}): PhoneLink {
  const { onMismatch, onBadFrame, timeoutMs = defaultTimeoutMs } = options;
  const listeners = new Set<() => void>();
  const pending = new Map<string, { done: () => void; fail: (failure: PhoneFailure) => void }>();
  let snapshot: PhoneSnapshot | null = null;
  let next = 0;
  // two views share no ids, though each has a port of its own: logs are easier to read
  const prefix = Math.random().toString(36).slice(2, 8);

  const receive = (event: MessageEvent): void => {
    const frame = fromPhoneSchema.safeParse(event.data);
    if (!frame.success) {
      const other = versionOnly.safeParse(event.data);
      if (other.success && other.data.snapshot.version !== phoneContractVersion)
        onMismatch?.(other.data.snapshot.version);
      else onBadFrame?.(frame.error.issues[0]?.message ?? 'malformed');
      return;
    }
    switch (frame.data.kind) {
      case 'snapshot':
        snapshot = frame.data.snapshot;
        for (const listener of listeners) listener();
        return;
      case 'done':
        pending.get(frame.data.id)?.done();
        return;
      case 'failed':
        pending.get(frame.data.id)?.fail(new PhoneFailure(frame.data.code, frame.data.detail));
        return;
      default:
        frame.data satisfies never;
    }
  };
  const post = (message: ToPhone): void => port.postMessage(message);
  port.addEventListener('message', receive);
  port.start?.();
  post({ kind: 'hello', version: phoneContractVersion });

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(command) {
      next += 1;
      const id = `${prefix}-${next}`;
      return new Promise((resolve, reject) => {
        const settle = (): void => {
          clearTimeout(timer);
          pending.delete(id);
        };
        const timer = setTimeout(() => {
          settle();
          reject(new PhoneFailure('no-answer', `${command.type}: no answer within ${timeoutMs} ms`));
        }, timeoutMs);
        pending.set(id, {
          done: () => {
            settle();
            resolve();
          },
          fail: (failure) => {
            settle();
            reject(failure);
          },
        });
        post({ kind: 'command', id, command });
      });
    },
    stop() {
      port.removeEventListener('message', receive);
      for (const { fail } of pending.values()) fail(new PhoneFailure('no-answer', 'the link was closed'));
      listeners.clear();
    },
  };
}
