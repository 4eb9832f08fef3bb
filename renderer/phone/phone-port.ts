/**
 * The phone's end of the phone contract over a MessagePort: snapshots out, commands in, every frame parsed. A malformed
 * frame is dropped and said in the log; it must never end the phone.
 */
import { toPhoneSchema, type FromPhone, type PhoneCommand, type PhoneSnapshot } from '../../core/contract/phone.ts';
import type { Clock } from './clock.ts';
import { PhoneError } from './phone-error.ts';

/** What both kinds of MessagePort (page and Electron preload) have. */
export interface PortLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
  close(): void;
}

export interface ServedPhone {
  getSnapshot(): PhoneSnapshot;
  subscribe(listener: () => void): () => void;
  command(command: PhoneCommand): Promise<void>;
}

/** A view gets the newest snapshot this often at most; the first change goes out at once. */
const gapMs = 12;
/** In a flood, when so many snapshots in a row had to wait, they come at this pace: the view must keep time for keys. */
const floodGapMs = 50;
const floodAfter = 8;

/** A call that is only being screened is shown nowhere: telling of it at once would put the gap between it and its ringing. */
const isScreening = ({ calls }: PhoneSnapshot): boolean => calls.at(-1)?.call.state === 'screening';

export function servePhone(
  port: PortLike,
  phone: ServedPhone,
  clock: Clock,
  log: (message: string) => void,
): () => void {
  let sentAt = Number.NEGATIVE_INFINITY;
  let cancelLater: (() => void) | null = null;
  let waitedInARow = 0;

  const post = (message: FromPhone): void => port.postMessage(message);
  const sendNow = (): void => {
    cancelLater = null;
    sentAt = performance.now();
    post({ kind: 'snapshot', snapshot: phone.getSnapshot() });
  };
  let isScheduled = false;
  const changed = (): void => {
    if (isScheduled) return;
    const gap = waitedInARow < floodAfter ? gapMs : floodGapMs;
    const wait = isScreening(phone.getSnapshot()) ? gap : sentAt + gap - performance.now();
    if (wait > 0) {
      cancelLater ??= clock.after(wait, () => {
        waitedInARow += 1;
        sendNow();
      });
      return;
    }
    waitedInARow = 0;
    isScheduled = true;
    // several changes of one task are one snapshot
    queueMicrotask(() => {
      isScheduled = false;
      cancelLater?.();
      sendNow();
    });
  };
  const receive = (event: MessageEvent): void => {
    const frame = toPhoneSchema.safeParse(event.data);
    if (!frame.success) {
      log(`a frame to the phone was dropped: ${frame.error.issues[0]?.message ?? ''}`);
      return;
    }
    switch (frame.data.kind) {
      case 'hello':
        // the view compares the snapshot's version with its own and reloads itself
        sendNow();
        return;
      case 'command': {
        const { id, command } = frame.data;
        phone.command(command).then(
          () => post({ kind: 'done', id }),
          (error: unknown) => {
            const code = error instanceof PhoneError ? error.code : 'failed';
            post({ kind: 'failed', id, code, detail: error instanceof Error ? error.message : String(error) });
          },
        );
        return;
      }
      default:
        frame.data satisfies never;
    }
  };
  port.addEventListener('message', receive);
  port.start?.();
  const unsubscribe = phone.subscribe(changed);
  sendNow();
  return () => {
    cancelLater?.();
    unsubscribe();
    port.removeEventListener('message', receive);
  };
}
