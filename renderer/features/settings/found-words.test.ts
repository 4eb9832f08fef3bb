/** What the checks of the line test report, as it comes from the desk and from this page, is said in words. */
import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import type { LineCheck } from '../../../core/contract/admin.ts';
import { foundWords, tookWords } from './found-words.ts';

// the key and its figures, whatever the language
const t = ((key: string, params: object = {}) =>
  key === 'common:comma' ? ', ' : [key, ...Object.values(params)].join(' ')) as unknown as TFunction<
  readonly ['settings', 'common']
>;
const expectSaid = (id: LineCheck['id'], detail: string, words: string): void =>
  expect(foundWords({ id, detail }, t)).toBe(words);

describe('what a check found', () => {
  it.each<Parameters<typeof expectSaid>>([
    ['tls', 'TLSv1.3 ≤ 2027-03-18', 'found.tlsUntil 1.3 2027-03-18'],
    ['tls', 'TLSv1.2', 'found.tls 1.2'],
    ['register', '200 OK', ''],
    ['round-trip', '8.4 ms', 'found.roundTrip 8.4 ms'],
    ['media', 'host 2, srflx 1', 'found.host 2, found.srflx 1'],
    ['microphone', 'Jabra Engage 50 -38 dBFS', 'Jabra Engage 50, found.loudness −38'],
    ['microphone', ' -38 dBFS', 'found.loudness −38'],
    ['loopback', 'MOS 4.4, 0.0 %, 3.6 ms, opus', 'found.sound 4.4 0.0 3.6 opus'],
  ])('is said without protocol where it is known: %s %j → %j', expectSaid);

  it.each<Parameters<typeof expectSaid>>([
    ['dns', '10.0.0.1, 10.0.0.2', '10.0.0.1, 10.0.0.2'],
    ['tls', 'something else', 'something else'],
    ['ice', 'other 1', 'other 1'],
    ['microphone', '', ''],
    ['loopback', 'broken', 'broken'],
    ['websocket', 'wss://pbx.example:7443/ws?token=s3cret', 'wss://pbx.example:7443/ws'],
  ])('stays as it is where it is not, and lets nobody in: %s %j → %j', expectSaid);

  it('took milliseconds, or seconds where they are many', () => {
    expect(tookWords(999, t)).toBe('ms 999');
    expect(tookWords(2552, t)).toBe('tookSeconds 2.6');
  });
});
