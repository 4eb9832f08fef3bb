/** The three windows of a desk. All are sandboxed; which of them exists, is shown and has focus is decided here. */
import { app, BrowserWindow, screen } from 'electron';
import type { Rectangle } from 'electron';
import type { ShellRole } from '../../core/contract/shell.ts';
import { appOrigin } from './security/permissions.ts';

const cardSize = { width: 420, height: 540 };
const cardMargin = 16;

export interface WindowPlaces {
  readonly preload: string;
  readonly icon: string;
}

/** Preload and security are the same for all; `role` reaches the preload as an argument. */
function preferences(role: ShellRole, places: WindowPlaces): Electron.WebPreferences {
  return {
    preload: places.preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    devTools: !app.isPackaged,
    spellcheck: false,
    navigateOnDragDrop: false,
    additionalArguments: [`--linewarden-role=${role}`],
    // the card must paint in the frame after its data, and the phone's timers keep the line alive
    backgroundThrottling: false,
    // a ring needs no click first
    autoplayPolicy: 'no-user-gesture-required',
  };
}

export function createMainWindow(places: WindowPlaces, bounds: Partial<Rectangle>, isShown: boolean): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...bounds,
    minWidth: 380,
    minHeight: 600,
    show: isShown,
    title: 'Linewarden',
    icon: places.icon,
    backgroundColor: '#E8ECF1',
    autoHideMenuBar: true,
    ...ownTitleBar(),
    webPreferences: preferences('main', places),
  });
  window.removeMenu();
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}

/**
 * The page's top bar is the title bar; the system's buttons lie over its right end. Clear, with a grey that reads on both
 * themes, because this process does not know which one the page shows. macOS keeps its own bar: its buttons would lie on the rail.
 */
function ownTitleBar(): Electron.BrowserWindowConstructorOptions {
  if (process.platform === 'darwin') return {};
  // one less than the bar, which ends in a line
  return { titleBarStyle: 'hidden', titleBarOverlay: { color: '#00000000', symbolColor: '#748397', height: 47 } };
}

export function createPhoneWindow(places: WindowPlaces): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    skipTaskbar: true,
    focusable: false,
    webPreferences: preferences('phone', places),
  });
  window.removeMenu();
  void window.loadURL(`${appOrigin}/phone.html`);
  return window;
}

export function createCardWindow(places: WindowPlaces): BrowserWindow {
  const window = new BrowserWindow({
    ...cardSize,
    show: false,
    frame: false,
    resizable: false,
    minimizable: false,
    maximizable: false,
    fullscreenable: false,
    skipTaskbar: true,
    // it must never take the focus from what the agent types into
    focusable: false,
    alwaysOnTop: true,
    // no transparent window: one over ours would be throttled (electron#51718)
    backgroundColor: '#FFFFFF',
    title: 'Linewarden',
    ...cardType(),
    webPreferences: preferences('card', places),
  });
  window.removeMenu();
  // without `skip…` macOS makes the whole app one without a Dock icon
  window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true });
  void window.loadURL(`${appOrigin}/card.html`);
  return window;
}

/** What the window managers of X11 and macOS call a window that stays above others and never asks for the keyboard. */
function cardType(): { type?: string } {
  if (process.platform === 'linux') return { type: 'notification' };
  if (process.platform === 'darwin') return { type: 'panel' };
  return {};
}

export interface CardGate {
  /** The card's page has something to show, painted already; or nothing any more. */
  setWanted(wanted: boolean): void;
  /** What the phone says: whatever the card's page believes, no call means no card. */
  setPhase(phase: { readonly ringing: boolean; readonly live: boolean }): void;
}

/** Shows the card when its page and the phone agree that there is a call to show, and hides it as soon as one does not. */
export function createCardGate(card: BrowserWindow): CardGate {
  let isWanted = false;
  let isCalled = false;
  let isPlaced = false;
  const place = () => {
    if (!isPlaced) placeCard(card);
    isPlaced = true;
  };
  const apply = () => {
    if (card.isDestroyed()) return;
    if (isWanted && isCalled) {
      place();
      showCard(card);
    } else if (card.isVisible()) {
      card.hide();
      isPlaced = false;
    }
  };
  return {
    setWanted(wanted) {
      isWanted = wanted;
      apply();
    },
    setPhase({ ringing, live }) {
      // asked at each change only: a card on screen is not placed again under the pointer
      if (isCalled === (ringing || live)) return;
      isCalled = ringing || live;
      if (!isCalled) isPlaced = false;
      // its page is painting meanwhile
      else if (!card.isDestroyed()) place();
      apply();
    },
  };
}

/** At the top right of the display the pointer is on. */
function placeCard(card: BrowserWindow): void {
  const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
  card.setBounds({
    ...cardSize,
    x: workArea.x + workArea.width - cardSize.width - cardMargin,
    y: workArea.y + cardMargin,
  });
}

/** On top also of full-screen programs, without the focus. */
function showCard(card: BrowserWindow): void {
  card.showInactive();
  // set again after showing: it falls behind full-screen programs on Windows otherwise (electron#25388)
  card.setAlwaysOnTop(true, 'screen-saver');
  card.moveTop();
}

/** Waits until a window has closed itself; asked to when that takes too long, then ended. */
export async function closedWithin(window: BrowserWindow | undefined, limitMs: number): Promise<void> {
  if (window === undefined || window.isDestroyed()) return;
  await new Promise<void>((resolve) => {
    const ask = setTimeout(() => window.close(), limitMs);
    const end = setTimeout(() => window.destroy(), limitMs + 500);
    window.once('closed', () => {
      clearTimeout(ask);
      clearTimeout(end);
      resolve();
    });
  });
}
