/**
 * The scripted callers: the schema of `callers.json`, and the loading of it with the recordings it names;
 * it must not read outside the folder it is given, nor accept a file that is only half right.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PracticeError } from './practice-error.ts';

const bilingual = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });

const practiceCallerSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  number: z.string().regex(/^\+?[0-9]{3,20}$/),
  displayName: z.string().max(200),
  title: bilingual,
  about: bilingual,
  /** A-law, 8 kHz, mono, no header; a plain file name, so that no path can lead out of the folder. */
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*\.al$/),
  expects: z.strictObject({ tag: z.string().min(1) }),
  place: bilingual,
  transcript: z.string(),
  hangsUp: z.enum(['after-audio', 'never']),
  history: z.enum(['none', 'known', 'nuisance']),
});

export type PracticeCaller = z.infer<typeof practiceCallerSchema>;

const callersSchema = z
  .array(practiceCallerSchema)
  .min(1)
  .max(64)
  .refine((all) => new Set(all.map((c) => c.id)).size === all.length, 'two callers have the same id')
  .refine((all) => new Set(all.map((c) => c.number)).size === all.length, 'two callers have the same number');

export interface Cast {
  readonly callers: readonly PracticeCaller[];
  readonly recordings: ReadonlyMap<string, Uint8Array>;
}

const MAX_RECORDING_BYTES = 8000 * 300;

export async function loadCast(assetsDir: string): Promise<Cast> {
  const callers = parseCallers(await readFile(join(assetsDir, 'callers.json'), 'utf8').catch(() => null));
  const recordings = new Map<string, Uint8Array>();
  for (const { id, file } of callers) {
    const path = join(assetsDir, file);
    const size = (await stat(path).catch(() => null))?.size ?? 0;
    if (size < 160 || size > MAX_RECORDING_BYTES) {
      throw new PracticeError('bad-recording', `recording ${file} of caller ${id}: ${size} bytes`);
    }
    recordings.set(id, await readFile(path));
  }
  return { callers, recordings };
}

function parseCallers(text: string | null): readonly PracticeCaller[] {
  if (text === null) throw new PracticeError('bad-callers', 'callers.json cannot be read');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new PracticeError('bad-callers', 'callers.json is not JSON');
  }
  const parsed = callersSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new PracticeError('bad-callers', `callers.json: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}
