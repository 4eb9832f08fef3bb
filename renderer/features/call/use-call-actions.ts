/** What the strip's buttons and the function keys do to the call in focus. */
import { useStore } from 'zustand';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { useLocale } from '../../i18n/use-locale.ts';
import { useCallCommands } from '../../state/use-calls.ts';
import { scriptRuns } from '../script/script-store.ts';
import { notes } from './note-drafts.ts';

export interface CallActions {
  answer(): void;
  end(): void;
  nuisance(): void;
  escalate(): void;
  leave(): void;
}

export function useCallActions(call: PhoneCall): CallActions {
  const commands = useCallCommands();
  const locale = useLocale();
  // the outcome that was reached, or what the running script is about: never a guess
  const scriptTag = useStore(scriptRuns, ({ runs }) => runs.get(call.id)?.tag ?? null);
  return {
    answer: () => commands.answer(call.id),
    end: () => commands.end(call),
    nuisance: () => commands.rejectNuisance(call, scriptTag),
    escalate: () => void commands.escalate(call, notes.getState().get(call.id)?.text.slice(0, 2000) ?? '', locale),
    leave: commands.leaveWrapUp,
  };
}
