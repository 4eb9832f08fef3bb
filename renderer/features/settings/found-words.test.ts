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
const said = (id: LineCheck['id'], detail: string): string => foundWords({ id, detail }, t);

describe('what a check found', () => {
  it('is said without protocol where it is known', () => {
    expect(said('tls', 'TLSv1.3 ≤ 2027-03-18')).toBe('found.tlsUntil 1.3 2027-03-18');
    expect(said('tls', 'TLSv1.2')).toBe('found.tls 1.2');
    expect(said('register', '200 OK')).toBe('');
    expect(said('round-trip', '8.4 ms')).toBe('found.roundTrip 8.4 ms');
    expect(said('media', 'host 2, srflx 1')).toBe('found.host 2, found.srflx 1');
    expect(said('microphone', 'Jabra Engage 50 -38 dBFS')).toBe('Jabra Engage 50, found.loudness −38');
    expect(said('microphone', ' -38 dBFS')).toBe('found.loudness −38');
    expect(said('loopback', 'MOS 4.4, 0.0 %, 3.6 ms, opus')).toBe('found.sound 4.4 0.0 3.6 opus');
  });

  it('stays as it is where it is not, and lets nobody in', () => {
    expect(said('dns', '10.0.0.1, 10.0.0.2')).toBe('10.0.0.1, 10.0.0.2');
    expect(said('tls', 'something else')).toBe('something else');
    expect(said('ice', 'other 1')).toBe('other 1');
    expect(said('microphone', '')).toBe('');
    expect(said('loopback', 'broken')).toBe('broken');
    expect(said('websocket', 'wss://pbx.example:7443/ws?token=s3cret')).toBe('wss://pbx.example:7443/ws');
  });

  it('took milliseconds, or seconds where they are many', () => {
    expect(tookWords(999, t)).toBe('ms 999');
    expect(tookWords(2552, t)).toBe('tookSeconds 2.6');
  });
});
