/** Which events are the record of a call itself, as against what was said of its number. Pure. */
import type { DeskEvent } from '../event/event.ts';

type RecordType = `call.${string}` | 'script.stepped' | 'note.set' | 'rejection.undone';
export type CallRecordEvent = Extract<DeskEvent, { type: RecordType }>;

/** Gone with its call: when the call has been kept long enough, and when the number was erased while the call went on. */
export function isCallRecord(event: DeskEvent): event is CallRecordEvent {
  const { type } = event;
  return type.startsWith('call.') || type === 'script.stepped' || type === 'note.set' || type === 'rejection.undone';
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** When a call began, ms since the epoch: its id is a ULID made at INVITE, whose first ten characters are that time. */
export function callBegan(call: string): number {
  let ms = 0;
  for (const digit of call.slice(0, 10)) ms = ms * 32 + alphabet.indexOf(digit);
  return ms;
}
