/** The desk's own lasting name, which every event carries; made once per profile. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { writeFileAtomically } from './atomic-file.ts';

export function readDeskId(file: string): string {
  try {
    const text = readFileSync(file, 'utf8').trim();
    if (/^desk-[0-9a-f]{12}$/.test(text)) return text;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const id = `desk-${randomBytes(6).toString('hex')}`;
  writeFileAtomically(file, `${id}\n`);
  return id;
}
