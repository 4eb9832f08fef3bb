/** What the store and its writer thread tell each other. Both ends are ours and of one build, so nothing is parsed. */
import type { DeskEvent } from '../../core/event/event.ts';
import type { Line } from '../../core/event/line.ts';
import type { StorePaths } from './store-paths.ts';
import type { StoreCause, StoreOpenCode } from './store-error.ts';

export interface WriterData {
  readonly paths: StorePaths;
  readonly maxLogPages: number | null;
}

export interface StoreCounts {
  readonly events: number;
  readonly lastSeq: number;
  readonly foldedSeq: number;
  readonly rows: Readonly<Record<string, number>>;
}

export interface Rebuilt {
  readonly events: number;
  readonly ms: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** Of these numbers (null: what has none), as many as fit a slice; `isLast`: no more follow. */
export interface Expiring {
  readonly before: number;
  readonly line: Line;
  readonly numbers: readonly (string | null)[];
  readonly isLast: boolean;
}

/** `done`: so many of the numbers, one at least; the others are asked for again. */
export interface Expired {
  readonly events: number;
  readonly done: number;
}

export type ToWriter =
  | { readonly kind: 'append'; readonly ticket: number; readonly events: readonly DeskEvent[] }
  | { readonly kind: 'rebuild'; readonly ticket: number }
  | { readonly kind: 'counts'; readonly ticket: number }
  | ({ readonly kind: 'expire'; readonly ticket: number } & Expiring)
  | { readonly kind: 'close' };

export type FromWriter =
  | { readonly kind: 'opened'; readonly checked: boolean; readonly rebuilt: Rebuilt | null }
  | { readonly kind: 'not-opened'; readonly code: StoreOpenCode; readonly detail: string }
  | { readonly kind: 'appended'; readonly ticket: number; readonly seqs: readonly number[] }
  | { readonly kind: 'rebuilt'; readonly ticket: number; readonly report: Rebuilt }
  | { readonly kind: 'counts'; readonly ticket: number; readonly counts: StoreCounts }
  | ({ readonly kind: 'expired'; readonly ticket: number } & Expired)
  | { readonly kind: 'failed'; readonly ticket: number; readonly cause: StoreCause; readonly detail: string }
  | { readonly kind: 'warn'; readonly message: string };
