/**
 * What lets open tabs find and enter the web host again after it was restarted or killed: the port and the session's secret,
 * in a file that only the user can read. A tab in a call must not lose its desk for good with the process.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from '../profile/atomic-file.ts';

/** A tab may be closed in the evening and opened in the morning. */
export const sessionSeconds = 7 * 24 * 3600;

const schema = z.object({
  v: z.literal(1),
  port: z.number().int().min(1).max(65_535),
  secret: z.string().regex(/^[\w-]{43}$/),
  startedAt: z.number(),
});
export type WebSession = Omit<z.infer<typeof schema>, 'v'>;

export const newSessionSecret = (): string => randomBytes(32).toString('base64url');

/** null: none, one that cannot be understood, or one whose cookies have expired. */
export function readWebSession(file: string, now: number): WebSession | null {
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success) return null;
    const { port, secret, startedAt } = parsed.data;
    return startedAt <= now && now - startedAt < sessionSeconds * 1000 ? { port, secret, startedAt } : null;
  } catch {
    return null;
  }
}

/** Throws the file system's error. */
export function writeWebSession(file: string, session: WebSession): void {
  writeFileAtomically(file, `${JSON.stringify({ v: 1, ...session })}\n`);
}
