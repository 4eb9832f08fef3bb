/** "Messages waiting" (RFC 3842): reads the NOTIFY, asked for or not (many PBXs send it unasked), and answers it. */
import type { Notification } from 'sip.js';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';

export type MessageSummary = NonNullable<PhoneSnapshot['voicemail']>;

/** null: this is no message summary. Hostile text. */
export function readMessageSummary(body: string): MessageSummary | null {
  const waiting = /^Messages-Waiting[ \t]*:[ \t]*(yes|no)[ \t]*\r?$/im.exec(body)?.[1]?.toLowerCase();
  if (waiting === undefined) return null;
  // RFC 3842 3.5: new/old (urgent new/urgent old)
  const count = /^Voice-Message[ \t]*:[ \t]*(\d{1,6})\/\d{1,6}/im.exec(body)?.[1];
  return { waiting: waiting === 'yes', count: count === undefined ? null : Number(count) };
}

/** A NOTIFY outside of any call. */
export function answerNotify(notification: Notification, onSummary: (summary: MessageSummary) => void): void {
  const summary = readMessageSummary(notification.request.body);
  const isSummary = /^\s*message-summary\b/i.test(notification.request.getHeader('Event') ?? '');
  if (!isSummary || summary === null) {
    // RFC 6665 4.1.3, 21.4.27
    void notification.reject({ statusCode: isSummary ? 400 : 489 });
    return;
  }
  void notification.accept();
  onSummary(summary);
}
