/**
 * What others see of one practice call: its states, its end, and what can be done with it. Types only.
 *
 *   to the desk:    calling ── 180 ──▶ ringing ── 200 ──▶ established ──▶ ended
 *   from the desk:                     ringing ── ACK ──▶ established ──▶ ended
 *   (any state may go straight to ended)
 */
import type { Heard } from './media/listener.ts';

export type PracticeCallEndCause =
  /** BYE, from whichever side `by` says. */
  | 'hung-up'
  /** CANCEL before an answer, from whichever side `by` says. */
  | 'cancelled'
  /** The desk answered with a final 3xx–6xx: see `status` and `reason`. */
  | 'refused'
  | 'no-answer'
  /** The desk transferred the caller, who then left. */
  | 'transferred'
  /** ICE or DTLS did not come up, or failed. */
  | 'no-media'
  /** SDP that could not be used, or no response at all. */
  | 'failed'
  /** The desk's socket went and did not come back in time. */
  | 'desk-lost'
  /** The line was stopped. */
  | 'stopped';

export interface PracticeCallEnd {
  readonly by: 'caller' | 'desk' | 'line';
  readonly cause: PracticeCallEndCause;
  readonly status?: number;
  readonly reason?: string;
}

export type PracticeCallState =
  | { readonly phase: 'calling' }
  | { readonly phase: 'ringing' }
  | { readonly phase: 'established'; readonly onHold: boolean }
  | { readonly phase: 'ended'; readonly end: PracticeCallEnd };

export interface ReceivedDtmf {
  readonly key: string;
  /** `rtp` is RFC 4733, `info` a SIP INFO with application/dtmf-relay. */
  readonly by: 'rtp' | 'info';
}

export interface PracticeCall {
  /** The SIP Call-ID, so that a test can find the same call at the desk. */
  readonly id: string;
  readonly callerId: string;
  readonly direction: 'to-desk' | 'from-desk';
  readonly state: PracticeCallState;
  /** Rejects with a PracticeError `not-answered` (and the status) when the call ends first. */
  readonly answered: Promise<void>;
  readonly ended: Promise<PracticeCallEnd>;
  readonly receivedDtmf: readonly ReceivedDtmf[];
  /** The caller hangs up; before an answer this is `cancel()`. */
  bye(): void;
  /** The caller gives up while the desk rings; afterwards it does nothing. */
  cancel(): void;
  heard(): Heard;
  /** Keys over RTP; resolves when the last one has been sent. */
  sendDtmf(digits: string): Promise<void>;
}
