/** From the card window to the main window: presses that need the desk service or a page. Same origin, every message parsed. */
import { z } from 'zod';
import type { CardAction } from '../card/card-action.ts';

const channelName = 'linewarden.card';
const call = z.string().max(64);
const actionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('escalate'), call }),
  z.object({ type: z.literal('reject-nuisance'), call }),
  z.object({ type: z.literal('undo-block'), call }),
  z.object({ type: z.literal('why'), call, number: z.string().max(64) }),
  z.object({ type: z.literal('review') }),
]);
const messageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('action'), id: z.string(), action: actionSchema }),
  z.object({ kind: z.literal('taken'), id: z.string() }),
]);

const retryMs = 400;
const tries = 12;

/** Offers until somebody takes it, at most 5 s; after the first silence the main window is brought up. */
export function offerToMain(action: CardAction, showMain: () => void): void {
  const channel = new BroadcastChannel(channelName);
  const id = crypto.randomUUID();
  let tried = 0;
  const stop = (): void => {
    clearInterval(timer);
    channel.close();
  };
  const offer = (): void => {
    tried += 1;
    if (tried === 2) showMain();
    if (tried > tries) stop();
    else channel.postMessage({ kind: 'action', id, action });
  };
  const timer = setInterval(offer, retryMs);
  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(event.data);
    if (message.success && message.data.kind === 'taken' && message.data.id === id) stop();
  });
  offer();
}

/** The main window's end. An offer that comes twice is carried out once. */
export function takeFromCard(run: (action: CardAction) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  const done = new Set<string>();
  channel.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = messageSchema.safeParse(event.data);
    if (!message.success || message.data.kind !== 'action') return;
    channel.postMessage({ kind: 'taken', id: message.data.id });
    if (done.has(message.data.id)) return;
    done.add(message.data.id);
    run(message.data.action);
  });
  return () => channel.close();
}
