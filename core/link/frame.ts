/**
 * The one frame both links carry (MessagePort and WebSocket): a string of JSON that oRPC's peer understands.
 * Every inbound frame passes here before oRPC sees it: oRPC 1.16 lets a malformed frame become an unhandled rejection.
 */
import { z } from 'zod';

/** Bytes a frame may have; the largest honest one is a contacts import. */
export const maxFrameLength = 8_000_000;

/** oRPC's standard peer (1.16): `i` id, `t` message type (absent = request or response, 3 event of a stream, 4 abort), `p` payload. */
const id = z.string().max(64);
const headers = z.record(z.string(), z.union([z.string(), z.array(z.string())])).optional();
const requestSchema = z.object({
  i: id,
  t: z.undefined().optional(),
  /** a path: anything else would make `new URL` throw where nobody catches it */
  p: z.object({
    u: z
      .string()
      .max(300)
      .regex(/^\/[\w/.-]*$/),
    h: headers,
    m: z.enum(['POST', 'GET']).optional(),
    b: z.unknown().optional(),
  }),
});
const responseSchema = z.object({
  i: id,
  t: z.undefined().optional(),
  p: z.object({ s: z.number().int().optional(), h: headers, b: z.unknown().optional() }),
});
const streamSchema = z.object({
  i: id,
  t: z.literal(3),
  p: z.object({
    e: z.enum(['message', 'error', 'done']),
    d: z.unknown().optional(),
    m: z.object({ id: z.string().optional(), retry: z.number().optional() }).loose().optional(),
  }),
});
const abortSchema = z.object({ i: id, t: z.literal(4), p: z.unknown().optional() });

const requestFrame = z.union([requestSchema, streamSchema, abortSchema]);
const responseFrame = z.union([responseSchema, streamSchema, abortSchema]);

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
