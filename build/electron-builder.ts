/** How the product is packed for Windows (nsis), macOS (dmg) and Linux (AppImage, deb). Data only; build/dist.ts runs it. */
import type { Configuration } from 'electron-builder';

const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
} as const;

/** Fuses that came with this Electron or later; an older one has no room for them, and electron-builder would stop. */
const newerFuses = { grantFileProtocolExtraPrivileges: { since: 29, state: false } } as const;

/** The fuses that an Electron of this version has. `null`: the one that package.json names. */
export function fusesOf(electronVersion: string | null): NonNullable<Configuration['electronFuses']> {
  const major = electronVersion === null ? Infinity : Number.parseInt(electronVersion, 10);
  const newer = Object.entries(newerFuses).filter(([, { since }]) => major >= since);
  return { ...fuses, ...Object.fromEntries(newer.map(([fuse, { state }]) => [fuse, state])) };
}

export const configuration: Configuration = {
  appId: 'example.linewarden.desk',
  productName: 'Linewarden',
  copyright: 'Linewarden',
  directories: { output: 'release', buildResources: 'assets/icons' },
  // everything that runs is bundled into dist/: nothing of node_modules is shipped
  files: [
    'package.json',
    'dist/**/*',
    '!dist/**/*.map',
    'assets/{icons,practice,scripts}/**/*',
    '!assets/**/*.ts',
    'assets/provisioning.schema.json',
    '!node_modules',
  ],
  asar: true,
  // The desk service starts worker threads by path, and reads its assets itself: plain files for both, see ARCHITECTURE.md.
  asarUnpack: ['dist/desk/**/*', 'dist/place-table.json', 'dist/notices.txt', 'assets/**/*', 'package.json'],
  npmRebuild: false,
  electronFuses: fusesOf(null),
  protocols: [{ name: 'Telephone number', schemes: ['tel', 'sip'] }],
  win: { target: [{ target: 'nsis', arch: ['x64'] }], icon: 'assets/icons/icon.ico' },
  nsis: { oneClick: false, perMachine: true, allowToChangeInstallationDirectory: true },
  mac: {
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }],
    icon: 'assets/icons/icon.icns',
    category: 'public.app-category.business',
    hardenedRuntime: true,
    extendInfo: { NSMicrophoneUsageDescription: '接听来电需要麦克风。Answering calls needs the microphone.' },
  },
  linux: {
    target: [{ target: 'AppImage' }, { target: 'deb' }],
    icon: 'assets/icons/app',
    category: 'Office',
    executableName: 'linewarden',
    mimeTypes: ['x-scheme-handler/tel', 'x-scheme-handler/sip'],
  },
  publish: null,
};
