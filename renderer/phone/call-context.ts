/** What every call shares: the book, the devices, the way to make media. Passed in by `phone.ts`. */
import type { Session } from 'sip.js';
import type { AgentDuty } from './agent-duty.ts';
import type { CallBook } from './call-book.ts';
import type { CallMedia } from './call-media.ts';
import type { Cards } from './cards.ts';
import type { Clock } from './clock.ts';
import type { KeptDialogs } from './kept-dialogs.ts';
import type { Microphone } from './microphone.ts';

export interface CallContext {
  readonly book: CallBook;
  readonly cards: Cards;
  readonly clock: Clock;
  readonly duty: Pick<AgentDuty, 'mayRing' | 'policy' | 'trustedMayRing'>;
  readonly microphone: Microphone;
  readonly keptDialogs: KeptDialogs;
  readonly audioContext: () => AudioContext;
  /** tells the agent that the desk answers by itself */
  readonly beep: () => void;
  readonly speaker: () => string | null;
  /** of the far end, 0–1 */
  readonly volume: () => number;
  /** The session's media, made at the first call of it: SIP.js' factory and we get the same. */
  readonly mediaOf: (session: Session) => CallMedia;
  /** closes what there is of it, and makes nothing */
  readonly closeMedia: (session: Session) => void;
  /** asked now, answered within seconds: a question on a dead connection would block the call for 32 s */
  readonly lineAnswers: () => Promise<boolean>;
  /** ringing calls whose answer is prepared */
  readonly prepared: Set<string>;
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void;
}
