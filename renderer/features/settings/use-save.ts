/** Saves one preference at once and says whether it took; the settings in force come back by their topic. */
import { useCallback } from 'react';
import type { PreferencesPatch } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { useCommand, type Command } from '../kit/command.ts';

export interface SavePreference {
  readonly command: Command;
  readonly save: (patch: PreferencesPatch) => Promise<boolean>;
}

export function useSavePreference(): SavePreference {
  const { desk } = useServices();
  const command = useCommand();
  const { run } = command;
  const save = useCallback((patch: PreferencesPatch) => run(() => desk.settings.setPreferences(patch)), [desk, run]);
  return { command, save };
}

/** `line` locks `line.servers`, too. */
export function isLocked(locked: readonly string[], path: string): boolean {
  return locked.some((lock) => path === lock || path.startsWith(`${lock}.`));
}
