/**
 * Session timers on the wire (RFC 4028), which SIP.js lacks: asks for an interval in each INVITE of ours, puts what was agreed
 * into our 200s, reads it out of theirs. Sits between transport and SIP.js; says what was agreed, and keeps no time.
 */
import type { Refusal } from './request-guard.ts';
import { readRaw, valuesOf, type RawMessage } from './sip-header.ts';

export interface Agreement {
  readonly seconds: number;
  /** who refreshes */
  readonly refresher: 'us' | 'them';
}

export interface SessionIntervalsOptions {
  /** what an INVITE of ours asks for; 0 = nothing of its own accord */
  readonly wantedSeconds: () => number;
  /** null: this session has no end but its BYE */
  readonly onAgreed: (callId: string, agreement: Agreement | null) => void;
}

/** RFC 4028 4, 5: nobody may ask for less */
export const leastSeconds = 90;
/**
 * A far end that asks for less in a call that is up pays with that call alone, and is let; but not for so little that the
 * refreshes follow each other faster than they are answered.
 */
const leastInCallSeconds = 5;
const mostSeconds = 86_400;
const maxKept = 500;

interface Asked {
  readonly seconds: number;
  readonly refresher: 'uac' | 'uas' | null;
  readonly supports: boolean;
}

/** What an INVITE says of its interval; null: nothing that can be read. */
export function askedInterval(message: RawMessage): Asked | null {
  const value = valuesOf(message, 'session-expires')[0] ?? '';
  const seconds = Number(/^(\d{1,9})(?:\s*;|\s*$)/.exec(value)?.[1] ?? Number.NaN);
  if (!Number.isFinite(seconds) || seconds <= 0) return null;
  const refresher = /;\s*refresher\s*=\s*(uac|uas)\b/i.exec(value)?.[1]?.toLowerCase();
  return {
    seconds: Math.min(seconds, mostSeconds),
    refresher: refresher === 'uac' || refresher === 'uas' ? refresher : null,
    supports: valuesOf(message, 'supported').some((list) => /(?:^|,)\s*timer\s*(?:,|$)/i.test(list)),
  };
}

/** RFC 4028 9: less than this desk can live with; only who knows timers is told. */
export function isTooBrief(message: string): boolean {
  const asked = askedInterval(readRaw(message));
  return asked !== null && asked.supports && asked.seconds < leastSeconds;
}

/** The same in a call (a re-INVITE), which goes on as it was. */
export function intervalRefusalOf(message: string): Refusal | null {
  // a new call, of which a flood has hundreds, is not read again for this
  if (!message.startsWith('INVITE ') || !/^(?:to|t)[ \t]*:.*;[ \t]*tag[ \t]*=/im.test(message)) return null;
  const asked = askedInterval(readRaw(message));
  if (asked === null || !asked.supports || asked.seconds >= leastInCallSeconds) return null;
  return { status: 422, phrase: 'Session Interval Too Small', headers: [`Min-SE: ${leastSeconds}`] };
}

export class SessionIntervals {
  readonly #options: SessionIntervalsOptions;
  /** INVITEs of theirs that are not answered yet, by Call-ID and CSeq */
  readonly #asked = new Map<string, Asked>();
  readonly #answered = new Set<string>();
  readonly #agreed = new Map<string, Agreement>();
  /** what a 422 asked for */
  readonly #least = new Map<string, number>();

  constructor(options: SessionIntervalsOptions) {
    this.#options = options;
  }

  inbound(message: string): void {
    if (message.startsWith('INVITE ')) {
      const raw = readRaw(message);
      const asked = askedInterval(raw);
      // RFC 4028 9: who knows no timers cannot be told 422, and an interval that nobody may ask for is none
      if (asked !== null && (asked.supports || asked.seconds >= leastSeconds)) keep(this.#asked, keyOf(raw), asked);
      return;
    }
    if (!/^SIP\/2\.0 (?:2\d\d|422) /.test(message)) return;
    const raw = readRaw(message);
    if (!isOfInvite(raw)) return;
    const callId = callIdOf(raw);
    if (raw.startLine.startsWith('SIP/2.0 422')) {
      // RFC 4028 7.4
      const least = Number(/^\d{1,9}/.exec(valuesOf(raw, 'min-se')[0] ?? '')?.[0] ?? Number.NaN);
      if (least > 0 && least <= mostSeconds) keep(this.#least, callId, least);
      return;
    }
    const answer = askedInterval(raw);
    // RFC 4028 7.2: no interval in the 200 means that the far end knows none
    this.#agree(
      callId,
      answer === null
        ? null
        : {
            seconds: Math.max(answer.seconds, leastInCallSeconds),
            refresher: answer.refresher === 'uas' ? 'them' : 'us',
          },
    );
  }

  outbound(message: string): string {
    if (message.startsWith('INVITE ')) return this.#ask(message);
    if (!/^SIP\/2\.0 2\d\d /.test(message)) return message;
    const raw = readRaw(message);
    if (!isOfInvite(raw)) return message;
    const key = keyOf(raw);
    const asked = this.#asked.get(key);
    const isFirst = !this.#answered.has(key);
    if (isFirst) {
      this.#answered.add(key);
      trim(this.#answered);
    }
    if (asked === undefined) {
      if (isFirst) this.#agree(callIdOf(raw), null);
      return message;
    }
    // RFC 4028 9: where a proxy asked for a caller that knows no timers, only we can refresh
    const refresher = asked.supports ? (asked.refresher ?? 'uac') : 'uas';
    if (isFirst) this.#agree(callIdOf(raw), { seconds: asked.seconds, refresher: refresher === 'uac' ? 'them' : 'us' });
    return withHeaders(message, [
      `Session-Expires: ${asked.seconds};refresher=${refresher}`,
      ...(refresher === 'uac' ? ['Require: timer'] : []),
      'Supported: timer',
    ]);
  }

  #ask(message: string): string {
    const callId = callIdOf(readRaw(message));
    const agreed = this.#agreed.get(callId);
    const least = this.#least.get(callId);
    const wanted = agreed?.seconds ?? this.#options.wantedSeconds();
    const seconds = wanted === 0 ? 0 : Math.max(wanted, least ?? 0);
    // RFC 4028 7.4: who refreshes goes on doing so; from our INVITE's side we are the UAC
    const role = agreed === undefined ? '' : `;refresher=${agreed.refresher === 'us' ? 'uac' : 'uas'}`;
    return withHeaders(message, [
      'Supported: timer',
      ...(seconds === 0 ? [] : [`Session-Expires: ${seconds}${role}`]),
      ...(least === undefined ? [] : [`Min-SE: ${least}`]),
    ]);
  }

  #agree(callId: string, agreement: Agreement | null): void {
    if (agreement === null) this.#agreed.delete(callId);
    else keep(this.#agreed, callId, agreement);
    this.#options.onAgreed(callId, agreement);
  }
}

function isOfInvite(message: RawMessage): boolean {
  return /\bINVITE\s*$/.test(valuesOf(message, 'cseq')[0] ?? '');
}

function callIdOf(message: RawMessage): string {
  return valuesOf(message, 'call-id')[0] ?? '';
}

function keyOf(message: RawMessage): string {
  return `${callIdOf(message)} ${/\d+/.exec(valuesOf(message, 'cseq')[0] ?? '')?.[0] ?? ''}`;
}

function withHeaders(message: string, lines: readonly string[]): string {
  const end = message.indexOf('\r\n\r\n');
  return end < 0 ? message : `${message.slice(0, end)}\r\n${lines.join('\r\n')}${message.slice(end)}`;
}

function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  trim(map);
}

function trim(kept: Map<string, unknown> | Set<string>): void {
  const [oldest] = kept.keys();
  if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
}
