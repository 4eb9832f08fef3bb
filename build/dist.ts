/**
 * `npm run dist [-- --dir]`: builds and packs. `--dir` packs a folder instead of an installer. Where the npm package's own
 * Electron can't be had, `--electron-dist DIR --electron-version V` name another one (the lab's, in the tests);
 * `--project DIR --skip-build` packs what was built there.
 */
import { parseArgs } from 'node:util';
import { build as pack, Platform } from 'electron-builder';
import { build, root } from './build.ts';
import { configuration, fusesOf } from './electron-builder.ts';

const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    output: { type: 'string' },
    project: { type: 'string' },
    'electron-dist': { type: 'string' },
    'electron-version': { type: 'string' },
    'skip-build': { type: 'boolean', default: false },
  },
});

if (!values['skip-build']) await build();
const files = await pack({
  projectDir: values.project ?? root,
  targets: values.dir ? Platform.current().createTarget('dir') : Platform.current().createTarget(),
  config: {
    ...configuration,
    ...(values.output === undefined ? {} : { directories: { ...configuration.directories, output: values.output } }),
    ...(values['electron-dist'] === undefined ? {} : { electronDist: values['electron-dist'] }),
    ...(values['electron-version'] === undefined
      ? {}
      : { electronVersion: values['electron-version'], electronFuses: fusesOf(values['electron-version']) }),
  },
});
for (const file of files) console.log(file);
