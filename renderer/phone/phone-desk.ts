/** What the phone needs of the desk service, and no more: the desk link's client fits this shape. */
import type { AgentState } from '../../core/agent/agent-state.ts';
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { ScreenInput } from '../../core/contract/calls.ts';
import type { Change, LineHold } from '../../core/contract/session.ts';
import type { DeskEvent } from '../../core/event/event.ts';
import type { Policy } from '../../core/settings/settings.ts';
import type { LineReason } from './line-diagnosis.ts';

export type PhoneEvent = Extract<
  DeskEvent,
  {
    type:
      | 'call.started'
      | 'call.answered'
      | 'call.quality'
      | 'call.ended'
      | 'recording.started'
      | 'recording.paused'
      | 'recording.resumed'
      | 'recording.ended';
  }
>;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Every method rejects when the desk service cannot be reached; the phone then goes on without it. */
export interface PhoneDesk {
  /** Who this desk and person are, for the events. */
  hello(): Promise<{ readonly desk: string; readonly person: { readonly name: string } }>;
  /**
   * Held for as long as the stream is read. Rejects with `{code: 'CONFLICT', data: {detail: title}}` where another
   * holder owns the line and `force` is false. The stream ends when the link or the desk service dies.
   */
  holdLine(
    input: { readonly holder: string; readonly title: string; readonly force: boolean; readonly resumes: boolean },
    signal: AbortSignal,
  ): Promise<AsyncIterable<LineHold>>;
  screen(input: ScreenInput): Promise<CallerCard>;
  card(input: { readonly call: string; readonly number: string }): Promise<CallerCard>;
  /** Resolves when the events are durable. */
  report(events: readonly PhoneEvent[]): Promise<unknown>;
  /** Resolves with the index wanted next when the chunk is on the disk; `data` is base64. Harmless to send twice. */
  appendRecording(chunk: {
    readonly recording: string;
    readonly call: string;
    readonly index: number;
    readonly data: string;
    readonly isLast: boolean;
  }): Promise<{ readonly next: number }>;
  policy(): Promise<Policy>;
  /** null: this desk never kept one on its line */
  agentState(): Promise<AgentState | null>;
  /** Resolves when it is durable; harmless to send twice. */
  keepAgentState(kept: { readonly id: string; readonly at: number; readonly state: AgentState }): Promise<unknown>;
  changes(signal: AbortSignal): Promise<AsyncIterable<Change>>;
  /** Why the line's server cannot be reached, as far as the desk service sees more than a page; null: it does not. */
  whyNoLine(): Promise<LineReason | null>;
  log(entry: { readonly level: LogLevel; readonly source: string; readonly message: string }): Promise<unknown>;
  sipTrace(entry: { readonly direction: 'in' | 'out'; readonly message: string }): Promise<unknown>;
}

/** Who else owns the line, when that is why `holdLine` was refused; else null. */
export function ownerInConflict(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== 'CONFLICT') return null;
  const data: unknown = 'data' in error ? error.data : null;
  if (typeof data !== 'object' || data === null || !('detail' in data)) return '';
  return typeof data.detail === 'string' ? data.detail : '';
}
