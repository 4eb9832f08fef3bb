/** What every feature is given by the composition root (desk/main.ts). Features import no singletons and read no clock. */
import type { Line } from '../../core/event/line.ts';
import type { Locale, Policy, Role } from '../../core/settings/settings.ts';
import type { Script } from '../../core/script/script.ts';
import type { PracticeCallerInfo } from '../../core/contract/features.ts';
import type { PlaceTable } from '../../core/place/place-table.ts';
import type { Clock } from '../clock.ts';
import type { Store } from '../store/store.ts';
import type { ChangeBus } from './change-bus.ts';
import type { RecordingFiles } from './recordings/recording-files.ts';

export interface Who {
  readonly desk: string;
  /** name of the person signed on */
  readonly author: string;
  readonly role: Role;
}

export interface FeatureLog {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export type PracticeRing =
  | { readonly ok: true; readonly call: string; readonly caller: string }
  | { readonly ok: false; readonly reason: 'no-desk' | 'unknown-caller' | 'too-many-calls' | 'stopped' };

/** The embedded practice line as features see it; null while it does not run. */
export interface PracticePort {
  callers(): readonly PracticeCallerInfo[];
  /** Answers the practice line's id of the call and the caller that was chosen, or why nobody can be rung. */
  ring(callerId: string): PracticeRing;
}

export interface FeatureDeps {
  readonly store: Store;
  readonly clock: Clock;
  who(): Who;
  /** the line the desk is on now: everything read and written belongs to it */
  line(): Line;
  policy(): Policy;
  /** take the caller's identity from P-Asserted-Identity before From (the account's setting) */
  trustAssertedIdentity(): boolean;
  readonly places: PlaceTable;
  scripts(locale: Locale): readonly Script[];
  readonly changes: ChangeBus;
  readonly log: FeatureLog;
  practice(): PracticePort | null;
  readonly recordings: RecordingFiles;
  /** folder for what people write out readable */
  readonly exports: string;
}
