/** Linewarden's shell: composes windows, tray, keys and the desk service's process. No business logic. */
import path from 'node:path';
import { app, BrowserWindow, dialog, Notification, powerMonitor, session } from 'electron';
import type { WebContents } from 'electron';
import type { ShellEvent, ShellPhoneState, ShellRole } from '../../core/contract/shell.ts';
import type { FromDesk } from '../../core/contract/shell-desk.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { parseShellArguments } from './arguments.ts';
import { startDeskProcess } from './desk-process.ts';
import { listenToWindows } from './ipc.ts';
import { createSystemKeys } from './keys.ts';
import { numberFromLinks } from './links.ts';
import { createPortBroker } from './ports.ts';
import { applyNavigationPolicy, openOutside } from './security/navigation.ts';
import { applyPermissions } from './security/permissions.ts';
import { createTray } from './tray.ts';
import { openWindowState } from './window-state.ts';
import { createCardWindow, createMainWindow, createPhoneWindow, hideCard, showCard } from './windows.ts';
import { words } from './words.ts';

const { profile, deskArgs, isHidden } = parseShellArguments(process.argv);
const rendererDir = path.join(app.getAppPath(), 'dist', 'renderer');
const iconsDir = path.join(app.getAppPath(), 'assets', 'icons');
const places = {
  preload: path.join(app.getAppPath(), 'dist', 'electron', 'preload.cjs'),
  icon: path.join(iconsDir, 'app', '256x256.png'),
};

const log = (message: string) => process.stderr.write(`shell: ${message}\n`);

app.enableSandbox();
// one profile, one process: Chromium's own data and the single-instance lock live in the profile too
app.setPath('userData', path.join(profile, 'shell'));
app.setAppUserModelId('example.linewarden.desk');
registerAppScheme();
applyNavigationPolicy(log);

if (app.requestSingleInstanceLock()) void app.whenReady().then(run);
else {
  log('already running with this profile: its window was brought to the front');
  app.quit();
}

function run(): void {
  let locale: Locale = app.getLocale().startsWith('zh') ? 'zh-CN' : 'en';
  let connectSrc: readonly string[] = [];
  let phoneState: ShellPhoneState = { tray: 'offline', ringing: false, live: false };
  let isQuitting = false;
  let linkToDial: string | null = numberFromLinks(process.argv);
  const state = openWindowState(path.join(profile, 'shell'));
  const windows = new Map<ShellRole, BrowserWindow>();

  applyPermissions(session.defaultSession, log);
  serveApp(rendererDir, () => connectSrc);

  const tell = (role: ShellRole, event: ShellEvent) => {
    const window = windows.get(role);
    if (window && !window.isDestroyed()) window.webContents.send('linewarden:event', event);
  };
  const tellAll = (event: ShellEvent) => {
    for (const role of windows.keys()) tell(role, event);
  };

  const desk = startDeskProcess({
    // packed, it lies beside the archive: it starts worker threads by path
    file: path.join(app.getAppPath().replace(/app\.asar$/, 'app.asar.unpacked'), 'dist', 'desk', 'main.cjs'),
    args: deskArgs,
    log,
    onReady(ready) {
      connectSrc = ready.connectSrc;
      if (windows.has('phone')) broker.onDeskReady();
      else openWindows();
    },
    onExit: () => tellAll({ type: 'desk-exit' }),
    onMessage,
  });
  const broker = createPortBroker(desk);

  function onMessage(message: FromDesk): void {
    switch (message.kind) {
      case 'connect-src':
        connectSrc = message.connectSrc;
        // a page's policy cannot change: the phone starts again with the new one; the desk service asks only between calls
        windows.get('phone')?.webContents.reload();
        return;
      case 'preferences':
        locale = message.locale;
        tray.setWords(words[locale]);
        keys.setMap(message.keys);
        app.setLoginItemSettings({ openAtLogin: message.startAtLogin, args: ['--hidden'] });
        return;
      case 'fatal':
        dialog.showErrorBox(words[locale].fatalTitle, `${words[locale].fatal[message.code]}\n\n${message.detail}`);
        void quit();
        return;
      case 'ready':
      case 'secret':
        return;
      default:
        message satisfies never;
    }
  }

  function openWindows(): void {
    keep('phone', createPhoneWindow(places));
    keep('card', createCardWindow(places));
    openMain(!isHidden);
  }

  /** Keeps a window that must be there: a renderer that dies is loaded again, and the others learn of the new page by its ports. */
  function keep(role: ShellRole, window: BrowserWindow): void {
    windows.set(role, window);
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log(`the ${role} window's page ended: ${reason}`);
      broker.onGone(role);
      if (role === 'card') hideCard(window);
      if (role === 'phone') onPhoneState({ tray: 'offline', ringing: false, live: false });
      if (!isQuitting && !window.isDestroyed()) setTimeout(() => !window.isDestroyed() && window.reload(), 100);
    });
    window.on('closed', () => {
      broker.onGone(role);
      windows.delete(role);
    });
  }

  function openMain(isShown = true): void {
    const existing = windows.get('main');
    if (existing) {
      if (existing.isMinimized()) existing.restore();
      existing.show();
      existing.focus();
      return;
    }
    const main = createMainWindow(places, state.bounds(), isShown);
    keep('main', main);
    main.on('close', (event) => {
      state.setBounds(main.getNormalBounds());
      if (isQuitting) return;
      event.preventDefault();
      main.hide();
      if (!state.sayStillHereOnce() || !Notification.isSupported()) return;
      const { title, body } = words[locale].stillHere;
      new Notification({ title, body, icon: places.icon }).show();
    });
  }

  function onPhoneState(next: ShellPhoneState): void {
    phoneState = next;
    tray.setState(next.tray);
    keys.setPhase(next);
    const card = windows.get('card');
    if (card && !next.ringing && !next.live) hideCard(card);
  }

  async function quit(): Promise<void> {
    if (phoneState.live && !isQuitting) {
      const { message, detail, stay, quit: leave } = words[locale].quitInCall;
      const { response } = await dialog.showMessageBox({
        type: 'warning',
        message,
        detail,
        buttons: [stay, leave],
        defaultId: 0,
        cancelId: 0,
      });
      if (response === 0) return;
    }
    isQuitting = true;
    keys.release();
    // the phone hangs up and unregisters as its page goes; the desk service keeps what was acknowledged
    windows.get('phone')?.destroy();
    await desk.stop();
    app.exit(0);
  }

  const tray = createTray(path.join(iconsDir, 'tray'), words[locale], { open: openMain, quit: () => void quit() });
  const keys = createSystemKeys(
    // Answering and ending need the phone alone. Escalating and tagging are the main window's, where it is alive.
    (action) => {
      const needsView = action === 'passOn' || action === 'rejectNuisance';
      tell(needsView && broker.isReady('main') ? 'main' : 'phone', { type: 'key', action });
    },
    (accelerator) => tell('main', { type: 'key-refused', accelerator }),
  );

  const roleOf = (contents: WebContents): ShellRole | null => {
    for (const [role, window] of windows) if (window.webContents === contents) return role;
    return null;
  };
  listenToWindows({
    roleOf,
    log,
    onReady(role, contents) {
      broker.onReady(role, contents);
      if (role === 'main' && linkToDial !== null) {
        tell('main', { type: 'link', number: linkToDial });
        linkToDial = null;
      }
    },
    onPhoneState,
    onShowCard(visible) {
      const card = windows.get('card');
      if (!card) return;
      if (visible) showCard(card);
      else hideCard(card);
    },
    onShowMain: openMain,
    onOpenExternal: (url) => openOutside(url, log),
  });

  const dial = (args: readonly string[]) => {
    const number = numberFromLinks(args);
    openMain();
    if (number !== null) tell('main', { type: 'link', number });
  };
  app.on('second-instance', (_event, argv) => dial(argv));
  app.on('open-url', (event, url) => {
    event.preventDefault();
    dial([url]);
  });
  app.on('activate', () => openMain());
  app.on('before-quit', (event) => {
    if (isQuitting) return;
    event.preventDefault();
    void quit();
  });
  app.on('window-all-closed', () => undefined);
  powerMonitor.on('resume', () => tell('phone', { type: 'resumed' }));
  powerMonitor.on('unlock-screen', () => tell('phone', { type: 'network-changed' }));
  // installers register the schemes for the product; a run from a checkout must not take them over
  if (app.isPackaged) for (const scheme of ['tel', 'sip']) app.setAsDefaultProtocolClient(scheme);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void quit());
}
