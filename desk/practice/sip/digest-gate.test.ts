import { describe, expect, it } from 'vitest';
import { DigestGate, digestHa1, digestResponse, parseDigest } from './digest.ts';

describe('digest', () => {
  it('computes the example of RFC 2617 3.5', () => {
    const ha1 = digestHa1('Mufasa', 'testrealm@host.com', 'Circle Of Life');
    const response = digestResponse({
      ha1,
      method: 'GET',
      uri: '/dir/index.html',
      nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
      nc: '00000001',
      cnonce: '0a4f113b',
    });
    expect(response).toBe('6629fae49393a05397450978507c4ef1');
  });

  it('computes the MD5 example of RFC 7616 3.9.1', () => {
    const ha1 = digestHa1('Mufasa', 'http-auth@example.org', 'Circle of Life');
    const nonce = '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v';
    const cnonce = 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ';
    expect(digestResponse({ ha1, method: 'GET', uri: '/dir/index.html', nonce, nc: '00000001', cnonce })).toBe(
      '8ca523f5e9506fed4657c9700eebdbec',
    );
  });

  it('reads quoted commas and refuses doubled or broken parameters', () => {
    expect(parseDigest('Digest username="a,\\"b", nc=00000001')?.get('username')).toBe('a,"b');
    expect(parseDigest('Digest a=1, a=2')).toBeNull();
    expect(parseDigest('Digest a="1')).toBeNull();
    expect(parseDigest('Basic abc')).toBeNull();
  });
});

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
