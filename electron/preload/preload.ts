/**
 * The bridge into a sandboxed window: the shell API and ports, never desk data. Runs in the isolated world; each message
 * from the shell is passed on only in the shapes below.
 */
import { contextBridge, ipcRenderer } from 'electron';
import type { IpcRendererEvent } from 'electron';
import type { PortMessage, ShellApi, ShellEvent, ShellRole } from '../../core/contract/shell.ts';

const role = (process.argv.find((arg) => arg.startsWith('--linewarden-role='))?.split('=')[1] ?? 'main') as ShellRole;

const api = {
  role,
  platform: process.platform,
  versions: { electron: process.versions['electron'] ?? '', chrome: process.versions['chrome'] ?? '' },
  setPhoneState: (state) => ipcRenderer.send('linewarden:phone-state', state),
  showCard: (visible) => ipcRenderer.send('linewarden:show-card', visible),
  onEvent(listener) {
    const onEvent = (_event: IpcRendererEvent, event: ShellEvent) => listener(event);
    ipcRenderer.on('linewarden:event', onEvent);
    return () => void ipcRenderer.removeListener('linewarden:event', onEvent);
  },
  ready: () => ipcRenderer.send('linewarden:ready'),
  openExternal: (url) => ipcRenderer.send('linewarden:open-external', url),
  showMain: () => ipcRenderer.send('linewarden:show-main'),
} satisfies ShellApi;

contextBridge.exposeInMainWorld('linewarden', api);

ipcRenderer.on('linewarden:port', (event, message: PortMessage) => {
  // to this very window and origin; the page checks `event.source`
  window.postMessage({ linewardenPort: message.linewardenPort }, window.location.origin, event.ports);
});
