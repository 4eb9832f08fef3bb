/** For tests: a store in a folder of its own, with a clock that the test owns. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../store.ts';
import type { Store } from '../store.ts';

/** bundled by `build/unit-setup.ts`, which says why */
export const workers = {
  writer: new URL('../../../.cache/unit-workers/writer.cjs', import.meta.url),
  reader: new URL('../../../.cache/unit-workers/reader.cjs', import.meta.url),
};

export function tempDir(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'linewarden-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }) };
}

export interface TestClock {
  now(): number;
  ulid(): string;
  advance(ms: number): void;
}

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** ULIDs of the clock's time that count up, so that a failing run can be told again. */
export function testClock(start = Date.UTC(2026, 10, 24, 1)): TestClock {
  let now = start;
  let count = 0;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
    ulid: () => {
      count += 1;
      return base32(now, 10) + base32(count, 16);
    },
  };
}

function base32(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = (digits[rest % 32] ?? '0') + text;
  return text;
}

export function openTempStore(path: string, more: { maxLogPages?: number; warnings?: string[] } = {}): Promise<Store> {
  const heard = (message: string): void => {
    more.warnings?.push(message);
  };
  return openStore({
    profileDir: path,
    workers,
    log: { info: () => undefined, warn: heard, error: heard },
    ...(more.maxLogPages === undefined ? {} : { maxLogPages: more.maxLogPages }),
  });
}
