/** The tray icon: five states, a short menu. Ringing alternates with idle each 0.6 s (look.md «Icons»). */
import path from 'node:path';
import { Menu, nativeImage, nativeTheme, Tray } from 'electron';
import type { NativeImage } from 'electron';
import type { ShellPhoneState } from '../../core/contract/shell.ts';
import type { ShellWords } from './words.ts';

export type TrayState = ShellPhoneState['tray'];

export interface DeskTray {
  setState(state: TrayState): void;
  setWords(words: ShellWords): void;
  destroy(): void;
}

const blinkMs = 600;

export function createTray(
  iconsDir: string,
  firstWords: ShellWords,
  actions: { open(): void; quit(): void },
): DeskTray {
  let state: TrayState = 'offline';
  let words = firstWords;
  let blink: ReturnType<typeof setInterval> | null = null;

  const image = (wanted: TrayState): NativeImage => {
    if (process.platform === 'darwin') {
      const template = nativeImage.createFromPath(path.join(iconsDir, `${wanted}Template.png`));
      template.setTemplateImage(true);
      return template;
    }
    const taskbar = nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
    return nativeImage.createFromPath(path.join(iconsDir, `${wanted}-${taskbar}.png`));
  };

  const tray = new Tray(image(state));
  tray.on('click', actions.open);

  const paint = () => {
    tray.setToolTip(words.tray[state]);
    tray.setImage(image(state));
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: words.tray[state], enabled: false },
        { type: 'separator' },
        { label: words.open, click: actions.open },
        { label: words.quit, click: actions.quit },
      ]),
    );
  };
  const stopBlink = () => {
    if (blink) clearInterval(blink);
    blink = null;
  };
  nativeTheme.on('updated', paint);
  paint();

  return {
    setState(next) {
      if (next === state) return;
      state = next;
      stopBlink();
      paint();
      if (state !== 'ringing') return;
      let isCore = true;
      blink = setInterval(() => {
        isCore = !isCore;
        tray.setImage(image(isCore ? 'ringing' : 'idle'));
      }, blinkMs);
    },
    setWords(next) {
      words = next;
      paint();
    },
    destroy() {
      stopBlink();
      nativeTheme.off('updated', paint);
      tray.destroy();
    },
  };
}
