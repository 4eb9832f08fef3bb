/** For tests: tones as A-law, and a folder with callers and recordings made of them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeAlaw } from '../media/alaw.ts';
import type { PracticeCaller } from '../practice-caller.ts';

/** The nearest of the 256 codes, by search: slow, and independent of any encoding formula. */
const NEAREST = new Map<number, number>();
function encode(sample: number): number {
  const rounded = Math.round(sample / 16) * 16;
  const known = NEAREST.get(rounded);
  if (known !== undefined) return known;
  let best = 0;
  for (let code = 1; code < 256; code++) {
    if (Math.abs(decodeAlaw(code) - rounded) < Math.abs(decodeAlaw(best) - rounded)) best = code;
  }
  NEAREST.set(rounded, best);
  return best;
}

export function alawTone(hz: number, ms: number, amplitude = 12_000): Uint8Array {
  return Uint8Array.from({ length: ms * 8 }, (_, i) => encode(amplitude * Math.sin((2 * Math.PI * hz * i) / 8000)));
}

function practiceCaller(id: string, number: string, hangsUp: PracticeCaller['hangsUp']): PracticeCaller {
  const words = { 'zh-CN': '测试', en: 'Test' };
  return {
    id,
    number,
    displayName: id === 'plain' ? '' : `Caller "${id}"`,
    title: words,
    about: words,
    file: `${id}.al`,
    expects: { tag: 'customer' },
    place: words,
    transcript: '',
    hangsUp,
    history: 'none',
  };
}

export interface AssetsFixture {
  readonly dir: string;
  remove(): Promise<void>;
}

/** `long` plays 440 Hz round and round, `short` 880 Hz for 300 ms and hangs up. */
export async function assetsFixture(): Promise<AssetsFixture> {
  const dir = await mkdtemp(join(tmpdir(), 'practice-'));
  const callers = [
    practiceCaller('long', '14200281101', 'never'),
    practiceCaller('short', '14200281102', 'after-audio'),
  ];
  await writeFile(join(dir, 'callers.json'), JSON.stringify(callers));
  await writeFile(join(dir, 'long.al'), alawTone(440, 20_000));
  await writeFile(join(dir, 'short.al'), alawTone(880, 300));
  return { dir, remove: () => rm(dir, { recursive: true }) };
}
