/**
 * The settings in force: defaults, then provisioning, then what people set here, except where provisioning has locked it.
 * Owns settings.json and the line's secret; tells listeners what changed. Must not know any view or contract error.
 */
import {
  policySchema,
  preferencesSchema,
  type LineAccount,
  type Person,
  type Policy,
  type PolicyPatch,
  type Preferences,
  type PreferencesPatch,
} from '../../../core/settings/settings.ts';
import type { Settings } from '../../../core/contract/admin.ts';
import { lockedSettings, type Provisioning } from '../../profile/provisioning.ts';
import type { SecretStore } from '../../profile/secret-store.ts';
import { writeSettings, type StoredSettings } from '../../profile/settings-file.ts';

export type SettingsPart = 'preferences' | 'account' | 'policy';

export interface SettingsStateDeps {
  readonly profile: string;
  readonly file: string;
  readonly stored: StoredSettings;
  readonly provisioning: Provisioning;
  readonly secrets: SecretStore;
  readonly isRecordingKeyLost: () => boolean;
}

/** The name under which the line's password lies in the SecretStore. */
const lineSecret = 'line';
const defaultPerson: Person = { name: 'Agent', extension: '', role: 'both' };

export class SettingsState {
  readonly #deps: SettingsStateDeps;
  readonly #locked: readonly string[];
  readonly #listeners = new Set<(part: SettingsPart) => void>();
  #stored: StoredSettings;

  constructor(deps: SettingsStateDeps) {
    this.#deps = deps;
    this.#stored = deps.stored;
    this.#locked = lockedSettings(deps.provisioning);
  }

  get locked(): readonly string[] {
    return this.#locked;
  }

  get preferences(): Preferences {
    const { locale, theme } = this.#deps.provisioning;
    const provisioned: PreferencesPatch = {
      ...(locale === undefined ? {} : { locale }),
      ...(theme === undefined ? {} : { theme }),
    };
    return preferencesSchema.parse({
      ...provisioned,
      ...this.#withoutLocked('preferences', this.#stored.preferences),
    });
  }

  get policy(): Policy {
    return policySchema.parse({
      ...this.#deps.provisioning.policy,
      ...this.#withoutLocked('policy', this.#stored.policy),
    });
  }

  get person(): Person {
    const provisioned = this.#deps.provisioning.person;
    if (this.isLocked('person')) return provisioned ?? defaultPerson;
    return this.#stored.person ?? provisioned ?? defaultPerson;
  }

  /** null: the practice line, because nothing else is configured. */
  get account(): LineAccount | null {
    return this.#isAccountProvisioned ? this.#provisionedAccount : (this.#stored.account ?? null);
  }

  /** What the desk is on now; an account may be kept while somebody practises. */
  get line(): 'main' | 'practice' {
    return this.account === null || this.preferences.usePractice ? 'practice' : 'main';
  }

  isLocked(path: string): boolean {
    return this.#locked.some((lock) => path === lock || path.startsWith(`${lock}.`));
  }

  async password(): Promise<string | null> {
    const provisioned = this.#deps.provisioning.line?.password;
    if (this.#isAccountProvisioned && provisioned !== undefined) return provisioned;
    return this.#deps.secrets.get(lineSecret);
  }

  get snapshot(): Settings {
    const isProvisioned = this.#isAccountProvisioned && this.#deps.provisioning.line?.password !== undefined;
    return {
      preferences: this.preferences,
      account: this.account,
      secret: isProvisioned
        ? { stored: true, where: 'file' }
        : { stored: this.#deps.secrets.has(lineSecret), where: this.#deps.secrets.where },
      recordingKey: this.#deps.isRecordingKeyLost() ? 'lost' : this.#deps.secrets.where,
      person: this.person,
      policy: this.policy,
      locked: [...this.#locked],
      profile: this.#deps.profile,
    };
  }

  setPreferences(patch: PreferencesPatch): void {
    this.#save({ ...this.#stored, preferences: { ...this.#stored.preferences, ...withoutUndefined(patch) } });
    this.#tell('preferences');
  }

  setPolicy(patch: PolicyPatch): void {
    const version = this.policy.version + 1;
    this.#save({ ...this.#stored, policy: { ...this.#stored.policy, ...withoutUndefined(patch), version } });
    this.#tell('policy');
  }

  /** `password` null keeps the one in force. The secret is stored first: an account without its password locks agents out. */
  async setAccount(account: LineAccount | null, password: string | null): Promise<void> {
    if (account === null) {
      await this.#deps.secrets.remove(lineSecret);
    } else {
      const secret = password ?? (await this.password());
      if (secret !== null) await this.#deps.secrets.set(lineSecret, secret);
    }
    this.#save({ ...this.#stored, account });
    this.#tell('account');
  }

  onChange(listener: (part: SettingsPart) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get #isAccountProvisioned(): boolean {
    return this.#stored.account === undefined || this.isLocked('line');
  }

  get #provisionedAccount(): LineAccount | null {
    const { line } = this.#deps.provisioning;
    if (line === undefined) return null;
    const { password: _, ...account } = line;
    return account;
  }

  #withoutLocked<T extends object>(part: string, patch: T): T {
    return Object.fromEntries(Object.entries(patch).filter(([key]) => !this.isLocked(`${part}.${key}`))) as T;
  }

  #save(next: StoredSettings): void {
    writeSettings(this.#deps.file, next);
    this.#stored = next;
  }

  #tell(part: SettingsPart): void {
    for (const listener of [...this.#listeners]) listener(part);
  }
}

function withoutUndefined<T extends object>(patch: T): T {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as T;
}
