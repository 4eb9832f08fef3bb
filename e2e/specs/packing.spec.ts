/** What `npm run dist` packs: only what belongs there, with the fuses set, and everything where the shell looks for it. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { newFolder, root } from '../fixtures/profile.ts';
import { expect, test } from '../fixtures/test.ts';
import { ensureElectron } from '../lab/electron/binary.ts';

const checkout = path.resolve(import.meta.dirname, '../..');

/** The Electron that package.json names. */
function ownVersion(): string {
  const file = path.join(checkout, 'node_modules/electron/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Runs the packer on what was built for this run. */
async function pack(output: string, electron: string, version: string): Promise<string> {
  const child = spawn(
    process.execPath,
    [
      path.join(checkout, 'build/dist.ts'),
      '--dir',
      '--skip-build',
      ...['--project', root],
      ...['--output', output],
      ...['--electron-dist', electron],
      ...['--electron-version', version],
    ],
    { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the packer ended with ${code}:\n${said}`);
  return path.join(output, 'linux-unpacked');
}

/** All files below a folder, relative to it. */
const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));

test('the packed folder: fuses, the archive’s files, and the desk service beside it @electron', async () => {
  test.setTimeout(300_000);
  const binary = await ensureElectron();
  const version = binary.kind === 'old' ? '22.3.25' : ownVersion();
  const packed = await pack(newFolder('packed'), path.dirname(binary.executable), version);
  const resources = path.join(packed, 'resources');
  const archive = path.join(resources, 'app.asar');
  const executable = path.join(packed, 'linewarden');

  await test.step('fuses', async () => {
    // the wire is a row of characters: 1 on, 0 off, r taken out
    const states = Object.fromEntries(
      Object.entries(await getCurrentFuseWire(executable))
        .filter(([, state]) => typeof state === 'number')
        .map(([fuse, state]) => [FuseV1Options[Number(fuse)], String.fromCharCode(Number(state))]),
    );
    const [on, off] = ['1', '0'];
    expect(states).toMatchObject({
      RunAsNode: off,
      EnableCookieEncryption: on,
      EnableNodeOptionsEnvironmentVariable: off,
      EnableNodeCliInspectArguments: off,
      EnableEmbeddedAsarIntegrityValidation: on,
      OnlyLoadAppFromAsar: on,
    });
  });

  await test.step('only what belongs there is in the archive', () => {
    const files = listPackage(archive, { isPack: false }).map((file) => file.replaceAll('\\', '/').replace(/^\//, ''));
    const strangers = files.filter(
      (file) =>
        !/^(package\.json|dist|assets)$/.test(file) &&
        !/^dist\/(built|notices\.txt|place-table\.json|desk|electron|renderer)(\/|$)/.test(file) &&
        !/^assets\/(icons|practice|scripts|provisioning\.schema\.json)(\/|$)/.test(file),
    );
    expect(strangers).toEqual([]);
    expect(files.filter((file) => /\.(map|ts|tsx)$|node_modules|e2e|\.test\./.test(file))).toEqual([]);
    for (const needed of ['dist/electron/main.cjs', 'dist/electron/preload.cjs', 'dist/renderer/phone.html'])
      expect(files).toContain(needed);
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString('utf8')) as Record<string, unknown>;
    expect(manifest).toMatchObject({ productName: 'Linewarden', main: 'dist/electron/main.cjs' });
    expect(manifest).not.toHaveProperty('devDependencies');
  });

  await test.step('the desk service, its workers and what it reads lie where the shell and it look', () => {
    const unpacked = `${archive}.unpacked`;
    const files = filesOf(unpacked);
    for (const file of ['main.cjs', 'reader.cjs', 'writer.cjs'])
      expect(existsSync(path.join(unpacked, 'dist/desk', file))).toBe(true);
    for (const file of ['dist/place-table.json', 'dist/notices.txt', 'assets/practice/callers.json', 'package.json'])
      expect(files).toContain(file);
    expect(files.some((file) => file.startsWith('assets/scripts/'))).toBe(true);
    expect(files.filter((file) => /\.(map|ts)$|node_modules/.test(file))).toEqual([]);
    // what the shell and the pages run is sealed in the archive, not beside it
    expect(files.filter((file) => /^dist\/(electron|renderer)\//.test(file))).toEqual([]);
  });
});
