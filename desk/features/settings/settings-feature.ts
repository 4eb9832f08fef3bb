/** The settings contract: what may be changed by whom, and what a change must not contradict. */
import { implement } from '@orpc/server';
import { settings as contract, type LineCheck } from '../../../core/contract/admin.ts';
import type { LineAccount, Policy } from '../../../core/settings/settings.ts';
import type { StoreCause } from '../../store/store-error.ts';
import { causeOf } from '../../store/store-error.ts';
import type { ChangeBus } from '../change-bus.ts';
import type { SettingsState } from './settings-state.ts';

export interface SettingsDeps {
  readonly state: SettingsState;
  readonly changes: ChangeBus;
  readonly testLine: (
    account: LineAccount,
    password: string | null,
    /** the phone is registered as this user */
    isInUse: boolean,
    signal: AbortSignal | undefined,
  ) => AsyncGenerator<LineCheck, void, undefined>;
}

export function createSettingsFeature({ state, changes, testLine }: SettingsDeps) {
  const os = implement(contract);

  /** Runs a change; a disk that refuses it is told as such, and the settings in force stay as they were. */
  async function save(
    run: () => void | Promise<void>,
    notSaved: (data: { cause: StoreCause; detail: string }) => Error,
  ): Promise<typeof state.snapshot> {
    try {
      await run();
    } catch (error) {
      throw notSaved({ cause: causeOf(error), detail: error instanceof Error ? error.message : String(error) });
    }
    changes.emit({ topic: 'settings', numbers: [], seq: 0 });
    return state.snapshot;
  }

  /** The first locked key that a patch would change. */
  function lockedKey(part: 'preferences' | 'policy', patch: object): string | null {
    const present = Object.entries(state[part]);
    for (const [key, value] of Object.entries(patch)) {
      const old = present.find(([name]) => name === key)?.[1];
      const isChange = value !== undefined && JSON.stringify(value) !== JSON.stringify(old);
      if (isChange && state.isLocked(`${part}.${key}`)) return `${part}.${key}`;
    }
    return null;
  }

  return os.router({
    get: os.get.handler(() => state.snapshot),

    setPreferences: os.setPreferences.handler(({ input, errors }) => {
      const locked = lockedKey('preferences', input);
      if (locked !== null) throw errors.FORBIDDEN({ data: { detail: locked } });
      return save(
        () => state.setPreferences(input),
        (data) => errors.NOT_SAVED({ data }),
      );
    }),

    setAccount: os.setAccount.handler(({ input, errors }) => {
      if (state.isLocked('line')) throw errors.FORBIDDEN({ data: { detail: 'line' } });
      return save(
        () => state.setAccount(input.account, input.password ?? null),
        (data) => errors.NOT_SAVED({ data }),
      );
    }),

    setPolicy: os.setPolicy.handler(({ input, errors }) => {
      if (state.person.role === 'agent') throw errors.FORBIDDEN({ data: { detail: 'role' } });
      // the version is counted here, whatever a view sends
      const { version: _, ...patch } = input;
      const locked = lockedKey('policy', patch);
      if (locked !== null) throw errors.FORBIDDEN({ data: { detail: locked } });
      const field = descendingThreshold({ ...state.policy, ...patch });
      if (field !== null) throw errors.INVALID({ data: { field, reason: 'threshold-order', params: {} } });
      return save(
        () => state.setPolicy(patch),
        (data) => errors.NOT_SAVED({ data }),
      );
    }),

    testLine: os.testLine.handler(async ({ input, errors, signal }) => {
      const account = input.account ?? state.account;
      if (account === null) throw errors.INVALID({ data: { field: 'account', reason: 'no-account', params: {} } });
      // the stored password answers the servers that IT has locked, never others that somebody wants to hear it
      if (state.isLocked('line') && !isSameLine(account, state.account)) {
        throw errors.FORBIDDEN({ data: { detail: 'line' } });
      }
      const { user, domain } = state.account ?? {};
      const isInUse = state.line === 'main' && account.user === user && account.domain === domain;
      return testLine(account, input.password ?? (await state.password()), isInUse, signal);
    }),
  });
}

function isSameLine(a: LineAccount, b: LineAccount | null): boolean {
  const where = (account: LineAccount | null) => [account?.servers, account?.domain, account?.user, account?.authUser];
  return JSON.stringify(where(a)) === JSON.stringify(where(b));
}

/** Thresholds of verdicts must not descend, or a worse caller would be treated better. */
function descendingThreshold(policy: { [K in keyof Policy]?: Policy[K] | undefined }):
  'gateFrom' | 'rejectFrom' | null {
  const { warnFrom = 0, gateFrom = 101, rejectFrom = 101 } = policy;
  if (gateFrom < warnFrom) return 'gateFrom';
  return rejectFrom < gateFrom ? 'rejectFrom' : null;
}
