/** How a call sounds: now, as views show it, and over the whole call, as the log keeps it. Pure data, with the level's word. */
import { z } from 'zod';

/** One way of the sound. `sent` is what the far end reports of us (RTCP); it may not report at all. */
const wayNowSchema = z.object({ mos: z.number(), lossPercent: z.number(), jitterMs: z.number() });
export type WayNow = z.infer<typeof wayNowSchema>;

/** The last seconds, smoothed. */
export const qualityNowSchema = z.object({
  /** of the worse way, by the E-model: 1 to 4.5 */
  mos: z.number(),
  heard: wayNowSchema.nullable(),
  sent: wayNowSchema.nullable(),
  roundTripMs: z.number().nullable(),
  codec: z.string(),
});
export type QualityNow = z.infer<typeof qualityNowSchema>;

const spanSchema = z.object({ mean: z.number(), worst: z.number() });
export type Span = z.infer<typeof spanSchema>;
const wayWholeSchema = z.object({ mos: spanSchema, lossPercent: spanSchema, jitterMs: spanSchema });
export type WayWhole = z.infer<typeof wayWholeSchema>;

/** The whole call. `mean` of the loss is over all packets; `worst` is the worst of the moments that were shown. */
export const callQualitySchema = z.object({
  codec: z.string().max(32),
  /** how long it was measured: on hold nothing is */
  seconds: z.number().int().nonnegative(),
  heard: wayWholeSchema.nullable(),
  sent: wayWholeSchema.nullable(),
  roundTripMs: spanSchema.nullable(),
});
export type CallQuality = z.infer<typeof callQualitySchema>;

export type QualityLevel = 'good' | 'fair' | 'poor' | 'bad';

/** G.109: R ≥ 80 satisfies, from 70 on some are not satisfied, from 60 on many, below it nearly all; in MOS by G.107 table B.1. */
export function qualityLevel(mos: number): QualityLevel {
  if (mos >= 4.03) return 'good';
  if (mos >= 3.6) return 'fair';
  return mos >= 3.1 ? 'poor' : 'bad';
}

/** The worse way's mean: what one number says of a call that is over. */
export function meanMos({ heard, sent }: CallQuality): number | null {
  const both = [heard, sent].flatMap((way) => (way === null ? [] : [way.mos.mean]));
  return both.length === 0 ? null : Math.min(...both);
}
