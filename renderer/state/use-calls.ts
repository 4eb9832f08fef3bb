/** React's way to the call commands and the workspace: made once by the app, reached by context. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { CallCommands } from './call-commands.ts';
import type { Workspace } from './workspace.ts';

export const CallsContext = createContext<CallCommands | null>(null);

export function useCallCommands(): CallCommands {
  const commands = useContext(CallsContext);
  if (!commands) throw new Error('useCallCommands outside of <App>');
  return commands;
}

export function useWorkspace<T>(select: (workspace: Workspace) => T): T {
  return useStore(useCallCommands().store, select);
}
