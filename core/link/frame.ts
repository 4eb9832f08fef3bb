/**
 * The one frame both links carry (MessagePort and WebSocket): a string of JSON that oRPC's peer understands.
 * Every inbound frame passes here before oRPC sees it: oRPC 1.16 lets a malformed frame become an unhandled rejection.
 */
import { z } from 'zod';

/** Bytes a frame may have; the largest honest one is a contacts import. */
export const maxFrameLength = 8_000_000;

/** What oRPC's standard peer sends: `i` id, `t` message type (2 event-iterator, 3 abort, absent = request/response), `p` payload. */
const messageType = z.union([z.literal(1), z.literal(2), z.literal(3)]).optional();
const requestSchema = z.object({
  i: z.string().max(64),
  t: messageType,
  p: z.object({ u: z.string().max(300) }).loose(),
});
const responseSchema = z.object({ i: z.string().max(64), t: messageType, p: z.object({}).loose() });
const controlSchema = z.object({
  i: z.string().max(64),
  t: z.union([z.literal(2), z.literal(3)]),
  p: z.unknown().optional(),
});

const requestFrame = z.union([requestSchema, controlSchema]);
const responseFrame = z.union([responseSchema, controlSchema]);

/** The frame as it came if it is one, else null: the receiver drops it and says so in the log. */
export function checkFrame(data: unknown, towards: 'desk' | 'view'): string | null {
  if (typeof data !== 'string' || data.length > maxFrameLength) return null;
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return null;
  }
  return (towards === 'desk' ? requestFrame : responseFrame).safeParse(json).success ? data : null;
}
