/** The application menu: macOS needs one for copy and paste; elsewhere there is none, so that no accelerator of it acts. */
import { Menu } from 'electron';

export function applyMenu(): void {
  Menu.setApplicationMenu(
    process.platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
