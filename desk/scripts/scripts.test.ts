/** The shipped scripts load, have no dead ends, and every way through them keeps to the limits. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { ScriptRun } from '../../core/script/run.ts';
import { moveScript, openScript, outcomeOf, scriptSet, stepOf } from '../../core/script/run.ts';
import { loadScripts } from './load-scripts.ts';

const shipped = fileURLToPath(new URL('../../assets/scripts/', import.meta.url));
const scripts = loadScripts(shipped);

describe.each(['zh-CN', 'en'] as const)('the shipped scripts in %s', (locale) => {
  const set = scriptSet(scripts, locale);

  it('start with the entry questions and have a script for each common kind', () => {
    expect([...set.keys()].sort()).toEqual(['abuse', 'entry', 'fake-police', 'loan', 'robocall', 'sales', 'silent']);
  });

  it('have the hard exits at every step', () => {
    for (const script of set.values())
      expect(script.exits.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['threat', 'self-harm', 'emergency', 'customer']),
      );
  });

  it('end from every step of every script on each path without a loop', () => {
    let paths = 0;
    const walk = (run: ScriptRun, seen: ReadonlySet<string>): void => {
      if (run.state !== 'step') {
        paths += 1;
        expect(outcomeOf(set, run)).not.toBeNull();
        return;
      }
      const place = `${run.script}/${run.step}`;
      if (seen.has(place)) return;
      for (const answer of stepOf(set, run.script, run.step)?.answers ?? []) {
        const moved = moveScript(set, run, { type: 'answer', answer: answer.id, obvious: answer.obvious }, 0);
        expect(moved.ok).toBe(true);
        if (moved.ok) walk(moved.run, new Set([...seen, place]));
      }
    };
    for (const id of set.keys()) {
      const before = paths;
      const opened = openScript(set, id, 0);
      if (opened.ok) walk(opened.run, new Set());
      expect(paths).toBeGreaterThan(before);
    }
  });
});

function codeOf(folder: string): string {
  try {
    loadScripts(folder);
    return 'loaded';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('loadScripts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'linewarden-scripts-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const write = (name: string, text: string): void => {
    for (const locale of ['zh-CN', 'en']) mkdirSync(join(folder, locale), { recursive: true });
    writeFileSync(join(folder, name), text);
  };

  it('refuses a directory without scripts, files that are no scripts, and sets with problems', () => {
    expect(codeOf(folder)).toBe('unreadable');
    write('en/entry.json', '{');
    expect(codeOf(folder)).toBe('malformed');
    const entry = scripts.find(({ id, locale }) => id === 'entry' && locale === 'en');
    write('en/entry.json', JSON.stringify({ ...entry, extra: 1, start: 7 }));
    expect(codeOf(folder)).toBe('malformed');
    write('en/entry.json', JSON.stringify({ ...entry, locale: 'zh-CN' }));
    expect(codeOf(folder)).toBe('malformed');
    // alone it jumps to scripts that are not there
    write('en/entry.json', JSON.stringify(entry));
    expect(codeOf(folder)).toBe('invalid');
  });
});
