/** The product's name and version, read from package.json once asked for. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packageFile } from './paths.ts';

const packageSchema = z.object({ version: z.string() });

export function productVersion(file: string = packageFile): string {
  return packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).version;
}
