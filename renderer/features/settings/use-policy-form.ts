/** A part of the policy as a form: the draft over what is in force, what is locked, and saving it with an undo. */
import type { Settings } from '../../../core/contract/admin.ts';
import type { Policy } from '../../../core/settings/settings.ts';
import { useServices } from '../../app/services.ts';
import { useCommand, type Command } from '../kit/command.ts';
import type { Feedback } from '../kit/feedback.tsx';
import { isLocked } from './use-save.ts';

export interface PolicyFormProps<D> {
  readonly settings: Settings;
  readonly draft: D | null;
  readonly feedback: Feedback;
  readonly onDraft: (draft: D | null) => void;
}

export interface PolicyForm<D> {
  readonly shown: D;
  readonly command: Command;
  readonly anyLocked: boolean;
  locked(key: keyof D): boolean;
  set(part: Partial<D>): void;
  save(next: D, said: string): void;
  restore(): void;
}

export function usePolicyForm<K extends keyof Policy>(
  keys: readonly K[],
  { settings, draft, feedback, onDraft }: PolicyFormProps<Pick<Policy, K>>,
): PolicyForm<Pick<Policy, K>> {
  const { desk } = useServices();
  const command = useCommand();
  const inForce = Object.fromEntries(keys.map((key) => [key, settings.policy[key]])) as Pick<Policy, K>;
  const shown = draft ?? inForce;
  const locked = (key: K): boolean => isLocked(settings.locked, `policy.${key}`);
  return {
    shown,
    command,
    locked,
    anyLocked: keys.some(locked),
    set(part) {
      command.clear();
      onDraft({ ...shown, ...part });
    },
    save(next, said) {
      void command
        .run(() => desk.settings.setPolicy(next))
        .then((done) => {
          if (!done) return;
          onDraft(null);
          feedback.say(said, () => desk.settings.setPolicy(inForce));
        });
    },
    restore() {
      onDraft(null);
      command.clear();
    },
  };
}
