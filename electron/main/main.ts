/** Linewarden's shell: composes windows, tray, keys and the desk service's process. No business logic. */
import os from 'node:os';
import path from 'node:path';
import { app, BrowserWindow, dialog, Notification, powerMonitor, session } from 'electron';
import type { WebContents } from 'electron';
import { lookEveryMs, NetworkWatch } from '../../core/network/network-watch.ts';
import type { ShellEvent, ShellPhoneState, ShellRole } from '../../core/contract/shell.ts';
import type { FromDesk } from '../../core/contract/shell-desk.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { parseShellArguments } from './arguments.ts';
import { startDeskProcess } from './desk-process.ts';
import { listenToWindows } from './ipc.ts';
import { offerHeadsets } from './headset-choice.ts';
import { createSystemKeys } from './keys.ts';
import { numberFromLinks } from './links.ts';
import { applyMenu } from './menu.ts';
import { createPortBroker } from './ports.ts';
import { HeadsetPermission } from './security/headset-permission.ts';
import { applyNavigationPolicy, openOutside } from './security/navigation.ts';
import { applyPermissions } from './security/permissions.ts';
import { setStartAtLogin } from './start-at-login.ts';
import { createTray } from './tray.ts';
import { openUserData } from './user-data.ts';
import { openWindowState } from './window-state.ts';
import { closedWithin, createCardGate, createCardWindow, createMainWindow, createPhoneWindow } from './windows.ts';
import type { CardGate } from './windows.ts';
import { words } from './words.ts';

const { profile, isDefaultProfile, deskArgs, firstDeskArgs, isHidden } = parseShellArguments(process.argv);
const rendererDir = path.join(app.getAppPath(), 'dist', 'renderer');
const iconsDir = path.join(app.getAppPath(), 'assets', 'icons');
const places = {
  preload: path.join(app.getAppPath(), 'dist', 'electron', 'preload.cjs'),
  icon: path.join(iconsDir, 'app', '256x256.png'),
};

/** a page that dies again and again is loaded more and more slowly, so that it cannot take the machine with it */
const firstReloadMs = 100;
const longestReloadMs = 5_000;
const steadyMs = 30_000;
/** time for the phone's page to send its BYE, hand over its events and close itself */
const farewellMs = 2_000;

/** Painting the tray and grabbing keys takes the shell tens of milliseconds, which the card's showing must not wait for. */
const signsAfterMs = 60;

const log = (message: string) => process.stderr.write(`shell: ${message}\n`);

app.enableSandbox();
// one profile, one process: Chromium's own data and the single-instance lock live in the profile too
const userData = openUserData(profile);
app.setPath('userData', userData.dir);
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
  let signsDue: ReturnType<typeof setTimeout> | null = null;
  let phoneState: ShellPhoneState = { tray: 'offline', ringing: false, live: false };
  let isQuitting = false;
  let isAsking = false;
  let preferredLogin: boolean | null = null;
  let linkToShow: string | null = numberFromLinks(process.argv);
  const state = openWindowState(userData.dir);
  const windows = new Map<ShellRole, BrowserWindow>();
  let cardGate: CardGate | null = null;

  applyMenu();
  const headset = new HeadsetPermission();
  applyPermissions(session.defaultSession, headset, log);
  offerHeadsets(session.defaultSession, headset, log);
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
    firstArgs: firstDeskArgs,
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
        // for the phone's next load: it loads itself anew when its policy refuses a server and no call would be cut
        connectSrc = message.connectSrc;
        return;
      case 'preferences':
        locale = message.locale;
        tray.setWords(words[locale]);
        keys.setMap(message.keys);
        applyStartAtLogin(message.startAtLogin);
        headset.keep(message.headset);
        return;
      case 'fatal':
        dialog.showErrorBox(words[locale].fatalTitle, `${words[locale].fatal[message.code]}\n\n${message.detail}`);
        void quit('at once');
        return;
      case 'ready':
      case 'secret':
        return;
      default:
        message satisfies never;
    }
  }

  function applyStartAtLogin(isWanted: boolean): void {
    if (isWanted === preferredLogin) return;
    preferredLogin = isWanted;
    const host = {
      platform: process.platform,
      isPackaged: app.isPackaged,
      program: process.env['APPIMAGE'] ?? process.execPath,
      configHome: process.env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config'),
      setLoginItem: (settings: { openAtLogin: boolean; args: string[] }) => app.setLoginItemSettings(settings),
    };
    setStartAtLogin(host, isWanted, ['--hidden', ...(isDefaultProfile ? [] : ['--profile', profile])]).then(
      (result) => isWanted && result === 'not-installed' && log('start at login needs an installed Linewarden'),
      (error: unknown) => log(`start at login could not be set: ${String(error)}`),
    );
  }

  function openWindows(): void {
    keep('phone', createPhoneWindow(places));
    const card = createCardWindow(places);
    keep('card', card);
    cardGate = createCardGate(card);
    openMain(!isHidden);
  }

  /** Keeps a window that must be there: a renderer that dies is loaded again, and the others learn of the new page by its ports. */
  function keep(role: ShellRole, window: BrowserWindow): void {
    windows.set(role, window);
    let pause = firstReloadMs;
    let loadedAt = Date.now();
    const loadAgain = () => {
      if (isQuitting || window.isDestroyed()) return;
      loadedAt = Date.now();
      window.webContents.reload();
    };
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      log(`the ${role} window's page ended: ${reason}`);
      broker.onGone(role);
      if (role === 'card') cardGate?.setWanted(false);
      if (role === 'phone') onPhoneState({ tray: 'offline', ringing: false, live: false });
      if (Date.now() - loadedAt > steadyMs) pause = firstReloadMs;
      setTimeout(loadAgain, pause);
      pause = Math.min(longestReloadMs, pause * 2);
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
    cardGate?.setPhase(next);
    signsDue ??= setTimeout(showSigns, signsAfterMs);
  }

  function showSigns(): void {
    signsDue = null;
    if (isQuitting) return;
    tray.setState(phoneState.tray);
    keys.setPhase(phoneState);
  }

  async function mayLeave(): Promise<boolean> {
    if (!phoneState.live) return true;
    isAsking = true;
    const { message, detail, stay, quit: leave } = words[locale].quitInCall;
    const { response } = await dialog.showMessageBox({
      type: 'warning',
      message,
      detail,
      buttons: [stay, leave],
      defaultId: 0,
      cancelId: 0,
    });
    isAsking = false;
    // the call may have ended while the question stood there: then nothing speaks against leaving
    return response === 1 || !phoneState.live;
  }

  /** `at once`: the system is going down or nothing can run, so nobody is asked. */
  async function quit(how: 'politely' | 'at once'): Promise<void> {
    if (isQuitting || (isAsking && how === 'politely')) return;
    if (how === 'politely' && !(await mayLeave())) return;
    if (isQuitting) return;
    isQuitting = true;
    keys.release();
    clearInterval(networkTimer);
    // the phone hangs up, hands over its last events and closes itself; then the desk service may go
    tell('phone', { type: 'leaving' });
    await closedWithin(windows.get('phone'), farewellMs);
    await desk.stop();
    tray.destroy();
    app.exit(0);
  }

  const tray = createTray(path.join(iconsDir, 'tray'), words[locale], {
    open: () => openMain(),
    quit: () => void quit('politely'),
  });
  const keys = createSystemKeys(
    // Answering and ending need the phone alone. Escalating and tagging are the main window's, where it is alive.
    (action) => {
      const needsView = action === 'passOn' || action === 'rejectNuisance';
      tell(needsView && broker.isReady('main') ? 'main' : 'phone', { type: 'key', action });
    },
    (accelerator) => {
      log(`another program holds ${accelerator}`);
      tell('main', { type: 'key-refused', accelerator });
    },
  );

  const network = new NetworkWatch(os.networkInterfaces());
  const networkTimer = setInterval(() => {
    if (network.hasChanged(os.networkInterfaces())) tell('phone', { type: 'network-changed' });
  }, lookEveryMs);

  const roleOf = (contents: WebContents): ShellRole | null => {
    for (const [role, window] of windows) if (window.webContents === contents) return role;
    return null;
  };
  listenToWindows({
    roleOf,
    log,
    onReady(role, contents) {
      broker.onReady(role, contents);
      if (role === 'main') showLink();
    },
    onPhoneState,
    onShowCard(visible) {
      cardGate?.setWanted(visible);
    },
    onShowMain: () => openMain(),
    onOpenExternal: (url) => openOutside(url, log),
  });

  const showLink = () => {
    // a page that is not there yet gets it when it is
    if (linkToShow === null || !broker.isReady('main')) return;
    tell('main', { type: 'link', number: linkToShow });
    linkToShow = null;
  };
  const startedAgain = (args: readonly string[]) => {
    linkToShow = numberFromLinks(args) ?? linkToShow;
    if (windows.has('main')) openMain();
    showLink();
  };
  app.on('second-instance', (_event, argv) => {
    // a session that starts us twice at login must not bring the window up
    if (!argv.includes('--hidden')) startedAgain(argv);
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    startedAgain([url]);
  });
  app.on('activate', () => windows.has('main') && openMain());
  app.on('before-quit', (event) => {
    if (isQuitting) return;
    event.preventDefault();
    void quit('politely');
  });
  app.on('window-all-closed', () => undefined);
  powerMonitor.on('resume', () => tell('phone', { type: 'resumed' }));
  powerMonitor.on('shutdown', () => void quit('at once'));
  // on Linux the package's desktop entry registers the schemes; a run from a checkout must not take them over
  if (app.isPackaged && process.platform !== 'linux')
    for (const scheme of ['tel', 'sip']) app.setAsDefaultProtocolClient(scheme);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void quit('at once'));
}
