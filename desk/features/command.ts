/** What commands share: making events, appending them with typed errors, roles, and one command at a time where it checks first. */
import type { ORPCErrorConstructorMap } from '@orpc/server';
import type { deskErrors } from '../../core/contract/errors.ts';
import type { InvalidReason } from '../../core/contract/word-ids.ts';
import type { Topic } from '../../core/contract/session.ts';
import { eventVersion, ulidSchema } from '../../core/event/event.ts';
import type { DeskEvent, EventOf, EventType } from '../../core/event/event.ts';
import { parseNumber } from '../../core/number/parse-number.ts';
import type { CallerNumber } from '../../core/number/caller-number.ts';
import { StoreError } from '../store/store-error.ts';
import type { FeatureDeps } from './deps.ts';

export type CommandErrors = ORPCErrorConstructorMap<typeof deskErrors>;

type Envelope = 'v' | 'id' | 'at' | 'desk' | 'author' | 'line' | 'type';
type Fields<T extends EventType> = Omit<EventOf<T>, Envelope> & { readonly id?: string };

/** An event of this desk, now, on the line it is on. */
export function makeEvent<T extends EventType>(deps: FeatureDeps, type: T, fields: Fields<T>): EventOf<T> {
  const { desk, author } = deps.who();
  const { id, ...rest } = fields;
  return {
    v: eventVersion,
    id: id ?? deps.clock.ulid(),
    at: deps.clock.now(),
    desk,
    author,
    line: deps.line(),
    type,
    ...rest,
  } as unknown as EventOf<T>;
}

/** Durable or NOT_SAVED; then tells the views. Returns the last sequence number. */
export async function save(
  deps: FeatureDeps,
  errors: CommandErrors,
  events: readonly DeskEvent[],
  topics: readonly Topic[],
): Promise<number> {
  try {
    const { seq } = await deps.store.append(events);
    tell(deps, seq, events, topics);
    return seq;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    deps.log.warn(`not saved: ${error.message}`);
    throw errors.NOT_SAVED({ data: { cause: error.cause, detail: error.detail } });
  }
}

export function tell(deps: FeatureDeps, seq: number, events: readonly DeskEvent[], topics: readonly Topic[]): void {
  const numbers = [...new Set(events.flatMap((event) => ('number' in event ? [event.number] : [])))];
  for (const topic of topics) deps.changes.emit({ topic, numbers: numbers.length > 50 ? [] : numbers, seq });
}

/** Ids of commands become event ids. */
export function requireUlid(errors: CommandErrors, field: string, id: string): string {
  if (ulidSchema.safeParse(id).success) return id;
  throw invalid(errors, field, 'id');
}

/** A call's id as events hold it. */
export function callField(errors: CommandErrors, call: string | null): { readonly call?: string } {
  return call === null ? {} : { call: requireUlid(errors, 'call', call) };
}

/** A number in any readable form, one that can stand on a list or be erased: not a hidden or malformed one. */
export function requireListable(errors: CommandErrors, field: string, text: string): CallerNumber {
  const number = parseNumber(text);
  if (number.kind === 'hidden' || number.kind === 'malformed') throw invalid(errors, field, 'number');
  return number;
}

export function invalid(
  errors: CommandErrors,
  field: string,
  reason: InvalidReason,
  params: Record<string, string | number> = {},
): Error {
  return errors.INVALID({ data: { field, reason, params } });
}

/**
 * Roles: agents tag, note, follow scripts, escalate, and undo an automatic rejection (a customer is waiting); lists,
 * decisions, imports and erasure are a supervisor's. Role `both` may do all.
 */
export function isSupervisor(deps: FeatureDeps): boolean {
  return deps.who().role !== 'agent';
}

export function requireSupervisor(deps: FeatureDeps, errors: CommandErrors): void {
  if (!isSupervisor(deps)) throw errors.FORBIDDEN({ data: { detail: 'needs the role supervisor' } });
}

/** Runs commands one after the other: each sees what the one before has saved, so that two claims cannot both succeed. */
export function createSerial(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    last = next.catch(() => undefined);
    return next;
  };
}

/** Makes a handler wait for its turn. */
export function inTurn<A extends readonly unknown[], R>(
  serial: ReturnType<typeof createSerial>,
  handler: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return (...args) => serial(() => handler(...args));
}
