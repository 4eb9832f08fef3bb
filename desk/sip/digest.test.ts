import { describe, expect, it } from 'vitest';
import { digestHa1, digestResponse, parseDigest } from './digest.ts';

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
