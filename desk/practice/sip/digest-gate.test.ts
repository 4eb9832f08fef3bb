import { describe, expect, it } from 'vitest';
import { digestHa1, digestResponse, parseDigest } from '../../sip/digest.ts';
import { DigestGate } from './digest-gate.ts';

describe('the gate', () => {
  const REALM = 'practice.invalid';
  const URI = 'sip:practice.invalid';
  const setUp = (): { gate: DigestGate; nonce: string; pass: (ms: number) => void } => {
    let now = 0;
    const gate = new DigestGate(REALM, 'desk', 'secret', () => now);
    return { gate, nonce: parseDigest(gate.challenge(false))?.get('nonce') ?? '', pass: (ms) => (now += ms) };
  };
  const header = (nonce: string, change: Record<string, string> = {}, password = 'secret'): string => {
    const p = { username: 'desk', realm: REALM, nonce, uri: URI, nc: '00000001', cnonce: 'x', qop: 'auth', ...change };
    const ha1 = digestHa1(p.username, p.realm, password);
    const response = digestResponse({ ha1, method: 'REGISTER', uri: p.uri, nonce, nc: p.nc, cnonce: p.cnonce });
    return (
      `Digest username="${p.username}", realm="${p.realm}", nonce="${p.nonce}", uri="${p.uri}", nc=${p.nc}, ` +
      `cnonce="${p.cnonce}", qop=${p.qop}, response="${response}"`
    );
  };

  it('accepts the right credentials once a count', () => {
    const { gate, nonce } = setUp();
    expect(gate.check([header(nonce)], 'REGISTER', URI)).toBe('accepted');
    expect(gate.check([header(nonce)], 'REGISTER', URI)).toBe('stale');
    expect(gate.check([header(nonce, { nc: '00000002' })], 'REGISTER', URI)).toBe('accepted');
  });

  it('tells wrong from stale from absent from malformed', () => {
    const { gate, nonce, pass } = setUp();
    expect(gate.check([], 'REGISTER', URI)).toBe('challenge');
    expect(gate.check([header(nonce, { realm: 'other' })], 'REGISTER', URI)).toBe('challenge');
    expect(gate.check([header(nonce, {}, 'wrong')], 'REGISTER', URI)).toBe('forbidden');
    expect(gate.check([header(nonce, { username: 'root' })], 'REGISTER', URI)).toBe('forbidden');
    expect(gate.check([header(nonce)], 'INVITE', URI)).toBe('forbidden');
    expect(gate.check([header('0123456789abcdef')], 'REGISTER', URI)).toBe('stale');
    expect(gate.check([header(nonce, { uri: 'sip:elsewhere' })], 'REGISTER', URI)).toBe('malformed');
    expect(gate.check([header(nonce, { qop: 'auth-int' })], 'REGISTER', URI)).toBe('malformed');
    expect(gate.check([header(nonce, { nc: '1' })], 'REGISTER', URI)).toBe('malformed');
    pass(300_001);
    expect(gate.check([header(nonce)], 'REGISTER', URI)).toBe('stale');
  });
});
