import { describe, expect, it } from 'vitest';
import { domainOf, readLineDraft, toLineDraft } from './line-draft.ts';

const good = {
  ...toLineDraft(null),
  servers: 'wss://a.example:7443/ws\nwss://b.example',
  domain: 'a.example',
  user: '1023',
};

describe('the line’s form', () => {
  it('reads several servers in order', () => {
    const reading = readLineDraft(good, null);
    expect(reading.ok && reading.account.servers).toEqual(['wss://a.example:7443/ws', 'wss://b.example']);
  });
  it('names the fields that are wrong', () => {
    expect(readLineDraft({ ...good, servers: 'https://a.example', user: '' }, null)).toEqual({
      ok: false,
      wrong: ['servers', 'user'],
    });
  });
  it('keeps the secrets of ICE servers that it does not show', () => {
    const turn = { urls: ['turn:turn.example:3478'], username: 'desk', credential: 's3cret' };
    const kept = { ...toAccount(), iceServers: [{ urls: ['stun:stun.example:3478'] }, turn] };
    const reading = readLineDraft(toLineDraft(kept), kept);
    expect(reading.ok && reading.account.iceServers).toEqual(kept.iceServers);
    expect(readLineDraft({ ...toLineDraft(kept), iceServers: 'turn:turn.example' }, kept)).toEqual({
      ok: false,
      wrong: ['iceServers'],
    });
  });
  it('trusts an asserted identity only when somebody says so (RFC 3325)', () => {
    expect(toAccount().trustAssertedIdentity).toBe(false);
    const reading = readLineDraft({ ...good, trustAssertedIdentity: true }, null);
    expect(reading.ok && reading.account.trustAssertedIdentity).toBe(true);
  });
  it('offers the host of the first server as the domain', () => {
    expect(domainOf(' wss://sip.hengyue.example:7443/ws')).toBe('sip.hengyue.example');
    expect(domainOf('sip.hengyue')).toBe('');
  });
});

function toAccount() {
  const reading = readLineDraft(good, null);
  if (!reading.ok) throw new Error('the fixture is wrong');
  return reading.account;
}
