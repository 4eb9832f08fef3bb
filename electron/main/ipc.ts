/** What windows may tell the shell: each message parsed, each sender checked against the role it was made for. */
import { ipcMain } from 'electron';
import type { IpcMainEvent, WebContents } from 'electron';
import { z } from 'zod';
import type { ShellPhoneState, ShellRole } from '../../core/contract/shell.ts';
import { appOrigin, originOf } from './security/permissions.ts';

const phoneStateSchema = z.object({
  tray: z.enum(['idle', 'ringing', 'in-call', 'not-ready', 'offline']),
  ringing: z.boolean(),
  live: z.boolean(),
});

export interface IpcHandlers {
  roleOf(contents: WebContents): ShellRole | null;
  onReady(role: ShellRole, contents: WebContents): void;
  onPhoneState(state: ShellPhoneState): void;
  onShowCard(visible: boolean): void;
  onShowMain(): void;
  onOpenExternal(url: string): void;
  log(message: string): void;
}

export function listenToWindows(handlers: IpcHandlers): void {
  const on = (
    channel: string,
    roles: readonly ShellRole[],
    act: (payload: unknown, role: ShellRole, contents: WebContents) => void,
  ) => {
    ipcMain.on(channel, (event: IpcMainEvent, payload: unknown) => {
      const role = handlers.roleOf(event.sender);
      const isOurs = event.senderFrame?.parent === null && originOf(event.senderFrame.url) === appOrigin;
      if (role === null || !isOurs || !roles.includes(role))
        handlers.log(`refused ${channel} of a window that may not say it`);
      else act(payload, role, event.sender);
    });
  };
  on('linewarden:ready', ['main', 'phone', 'card'], (_payload, role, contents) => handlers.onReady(role, contents));
  on('linewarden:phone-state', ['phone'], (payload) => {
    const state = phoneStateSchema.safeParse(payload);
    if (state.success) handlers.onPhoneState(state.data);
    else handlers.log('dropped a malformed phone state');
  });
  on('linewarden:show-card', ['card'], (payload) => {
    if (typeof payload === 'boolean') handlers.onShowCard(payload);
  });
  on('linewarden:show-main', ['main', 'card'], () => handlers.onShowMain());
  on('linewarden:open-external', ['main'], (payload) => {
    if (typeof payload === 'string' && payload.length <= 2_000) handlers.onOpenExternal(payload);
  });
}
