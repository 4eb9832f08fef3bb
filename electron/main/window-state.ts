/** What the shell itself remembers, with electron-store: the main window's place, and what was said once. No product data. */
import Store from 'electron-store';
import { screen } from 'electron';
import type { Rectangle } from 'electron';

interface ShellMemory {
  bounds: Rectangle | null;
  saidStillHere: boolean;
}

export interface WindowState {
  bounds(): Partial<Rectangle>;
  setBounds(bounds: Rectangle): void;
  /** true the first time only */
  sayStillHereOnce(): boolean;
}

export function openWindowState(folder: string): WindowState {
  const store = new Store<ShellMemory>({
    cwd: folder,
    name: 'shell',
    clearInvalidConfig: true,
    defaults: { bounds: null, saidStillHere: false },
  });
  return {
    bounds() {
      const bounds = store.get('bounds');
      return bounds && isOnScreen(bounds) ? bounds : {};
    },
    setBounds: (bounds) => store.set('bounds', bounds),
    sayStillHereOnce() {
      if (store.get('saidStillHere')) return false;
      store.set('saidStillHere', true);
      return true;
    },
  };
}

/** A display may be gone since: the window must never open where nobody sees it. */
function isOnScreen(bounds: Rectangle): boolean {
  const { workArea } = screen.getDisplayMatching(bounds);
  const overlapX = Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
  const overlapY = Math.min(bounds.y + bounds.height, workArea.y + workArea.height) - Math.max(bounds.y, workArea.y);
  return overlapX >= 200 && overlapY >= 100;
}
