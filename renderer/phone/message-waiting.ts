/** Reads "messages waiting" out of a NOTIFY (RFC 3842). Pure. */
import type { PhoneSnapshot } from '../../core/contract/phone.ts';

/** null: this is no message summary. Hostile text. */
export function readMessageSummary(body: string): NonNullable<PhoneSnapshot['voicemail']> | null {
  const waiting = /^Messages-Waiting[ \t]*:[ \t]*(yes|no)[ \t]*\r?$/im.exec(body)?.[1]?.toLowerCase();
  if (waiting === undefined) return null;
  // RFC 3842 3.5: new/old (urgent new/urgent old)
  const count = /^Voice-Message[ \t]*:[ \t]*(\d{1,6})\/\d{1,6}/im.exec(body)?.[1];
  return { waiting: waiting === 'yes', count: count === undefined ? null : Number(count) };
}
