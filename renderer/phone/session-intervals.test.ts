import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from './clock.ts';
import { intervalRefusalOf, isTooBrief, SessionIntervals, type Agreement } from './session-intervals.ts';
import { SessionTimer } from './session-timer.ts';

const message = (...lines: readonly string[]): string =>
  [...lines, 'Call-ID: c1', 'Content-Length: 0', '', ''].join('\r\n');
const invite = (...headers: readonly string[]): string =>
  message('INVITE sip:desk@x SIP/2.0', 'CSeq: 1 INVITE', ...headers);
const ok = (...headers: readonly string[]): string => message('SIP/2.0 200 OK', 'CSeq: 1 INVITE', ...headers);

let agreed: [string, Agreement | null][];
let intervals: SessionIntervals;
let wanted: number;
beforeEach(() => {
  agreed = [];
  wanted = 1800;
  intervals = new SessionIntervals({
    wantedSeconds: () => wanted,
    onAgreed: (callId, agreement) => agreed.push([callId, agreement]),
  });
});

const added = (text: string): string[] =>
  text.split('\r\n').filter((line) => /^(?:Session-Expires|Require|Supported|Min-SE):/.test(line));

test.each([
  ['timer', '600;refresher=uas', '600;refresher=uas', 'us'],
  ['100rel, timer', '600;refresher=uac', '600;refresher=uac', 'them'],
  ['timer', '600', '600;refresher=uac', 'them'],
] as const)(
  'a caller that supports %j and asks for %j is answered %j: refreshed by %s',
  (supported, asks, says, who) => {
    intervals.inbound(invite(`Supported: ${supported}`, `Session-Expires: ${asks}`));
    expect(added(intervals.outbound(ok()))).toEqual([
      `Session-Expires: ${says}`,
      ...(who === 'them' ? ['Require: timer'] : []),
      'Supported: timer',
    ]);
    expect(agreed).toEqual([['c1', { seconds: 600, refresher: who }]]);
    // a retransmission says the same, and begins no new interval
    expect(added(intervals.outbound(ok()))[0]).toBe(`Session-Expires: ${says}`);
    expect(agreed).toHaveLength(1);
  },
);

test('a proxy asked on behalf of a caller that knows no timers: only we can refresh, and the caller needs not know (RFC 4028 9)', () => {
  intervals.inbound(invite('x: 300'));
  expect(added(intervals.outbound(ok()))).toEqual(['Session-Expires: 300;refresher=uas', 'Supported: timer']);
  expect(agreed).toEqual([['c1', { seconds: 300, refresher: 'us' }]]);
});

test('a caller that asks for nothing gets nothing', () => {
  intervals.inbound(invite('Supported: timer'));
  expect(intervals.outbound(ok())).toBe(ok());
  expect(agreed).toEqual([['c1', null]]);
});

test('a call of ours asks; the answer says who refreshes, and a refresh keeps the roles (RFC 4028 7.4)', () => {
  expect(added(intervals.outbound(invite()))).toEqual(['Supported: timer', 'Session-Expires: 1800']);
  intervals.inbound(ok('Session-Expires: 900;refresher=uas', 'Require: timer'));
  expect(agreed).toEqual([['c1', { seconds: 900, refresher: 'them' }]]);
  expect(added(intervals.outbound(invite()))).toEqual(['Supported: timer', 'Session-Expires: 900;refresher=uas']);
  intervals.inbound(ok());
  expect(agreed.at(-1)).toEqual(['c1', null]);
});

test('a 422 raises what is asked for next; with the policy off nothing is asked', () => {
  intervals.outbound(invite());
  intervals.inbound(message('SIP/2.0 422 Session Interval Too Small', 'CSeq: 1 INVITE', 'Min-SE: 3600'));
  expect(added(intervals.outbound(invite()))).toEqual(['Supported: timer', 'Session-Expires: 3600', 'Min-SE: 3600']);
  wanted = 0;
  const other = invite().replace('c1', 'c2');
  expect(added(intervals.outbound(other))).toEqual(['Supported: timer']);
});

test.each(['', 'soon', '-5', '0', '60abc', '99999999999'])('an interval of %j is none', (value) => {
  intervals.inbound(invite('Supported: timer', `Session-Expires: ${value}`));
  expect(added(intervals.outbound(ok()))).toEqual([]);
});

test('less than 90 s is too brief for who knows timers, and nobody else is told (RFC 4028 9)', () => {
  expect(isTooBrief(invite('Supported: timer', 'Session-Expires: 89'))).toBe(true);
  expect(isTooBrief(invite('Supported: timer', 'Session-Expires: 90'))).toBe(false);
  expect(isTooBrief(invite('Session-Expires: 20'))).toBe(false);
  expect(isTooBrief(invite())).toBe(false);
});

test('who knows no timers and asks for less than anybody may is answered as if it had asked for nothing', () => {
  intervals.inbound(invite('Session-Expires: 1;refresher=uas'));
  expect(intervals.outbound(ok())).toBe(ok());
  expect(agreed).toEqual([['c1', null]]);
});

test('in a call less than five seconds is refused, and an answer of ours that says less means five', () => {
  const asks = (interval: string, ...more: string[]): string =>
    invite('To: <sip:desk@x>;tag=desk', `Session-Expires: ${interval}`, ...more);
  expect(intervalRefusalOf(asks('1;refresher=uas', 'Supported: timer'))).toEqual({
    status: 422,
    phrase: 'Session Interval Too Small',
    headers: ['Min-SE: 90'],
  });
  expect(intervalRefusalOf(asks('5', 'Supported: timer'))).toBeNull();
  // RFC 4028 9: such a one cannot be told; a new call is the matter of the call; a call without an interval of nobody
  expect(intervalRefusalOf(asks('1'))).toBeNull();
  expect(intervalRefusalOf(invite('To: <sip:desk@x>', 'Supported: timer', 'Session-Expires: 1'))).toBeNull();
  expect(intervalRefusalOf(invite('To: <sip:desk@x>;tag=desk'))).toBeNull();
  intervals.outbound(invite());
  intervals.inbound(ok('Session-Expires: 1;refresher=uac', 'Require: timer'));
  expect(agreed).toEqual([['c1', { seconds: 5, refresher: 'us' }]]);
});

describe('the timer', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const run = (): { timer: SessionTimer; seen: string[] } => {
    const seen: string[] = [];
    const timer = new SessionTimer({
      clock: systemClock,
      refresh: () => seen.push(`refresh ${Date.now() / 1000}`),
      expire: () => seen.push(`expire ${Date.now() / 1000}`),
    });
    vi.setSystemTime(0);
    return { timer, seen };
  };

  test('ours to refresh: at the half; without an answer it ends before the far end would', () => {
    const { timer, seen } = run();
    timer.agree({ seconds: 1800, refresher: 'us' });
    vi.advanceTimersByTime(1_800_000);
    expect(seen).toEqual(['refresh 900', 'expire 1768']);
  });

  test('theirs: it ends where no refresh comes, a third early at most; each refresh begins anew', () => {
    const { timer, seen } = run();
    timer.agree({ seconds: 90, refresher: 'them' });
    vi.advanceTimersByTime(59_000);
    timer.agree({ seconds: 90, refresher: 'them' });
    vi.advanceTimersByTime(59_000);
    expect(seen).toEqual([]);
    vi.advanceTimersByTime(2_000);
    expect(seen).toEqual(['expire 119']);
  });

  test('nothing agreed, or over: nothing happens', () => {
    const { timer, seen } = run();
    timer.agree({ seconds: 90, refresher: 'us' });
    timer.agree(null);
    timer.agree({ seconds: 90, refresher: 'us' });
    timer.stop();
    vi.advanceTimersByTime(200_000);
    expect(seen).toEqual([]);
  });
});
