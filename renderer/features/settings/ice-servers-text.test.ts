import { describe, expect, it } from 'vitest';
import { keptSecret, readIceText, toIceText } from './ice-servers-text.ts';

const stun = { urls: ['stun:stun.example:3478'] };
const turn = { urls: ['turn:turn.example:3478', 'turns:turn.example:5349'], username: 'desk', credential: 's3cret' };

describe('ICE servers as lines', () => {
  it('come back as they were, without their secret on screen', () => {
    const text = toIceText([stun, turn]);
    expect(text).toBe(`stun:stun.example:3478\nturn:turn.example:3478,turns:turn.example:5349 desk ${keptSecret}`);
    expect(readIceText(text, [stun, turn])).toEqual([stun, turn]);
  });
  it('take a new secret, and empty lines mean nothing', () => {
    expect(readIceText('\n turn:turn.example:3478 desk other \n', [turn])).toEqual([
      { urls: ['turn:turn.example:3478'], username: 'desk', credential: 'other' },
    ]);
    expect(readIceText('', [turn])).toEqual([]);
  });
  it.each([
    'https://stun.example',
    'stun.example:3478',
    'turn:turn.example:3478',
    'turn:turn.example:3478 desk',
    'stun:stun.example user secret',
    'turn:turn.example:3478 desk secret more',
    // dots stand for the secret of this very server and user only
    `turn:elsewhere.example:3478 desk ${keptSecret}`,
    `turn:turn.example:3478,turns:turn.example:5349 other ${keptSecret}`,
    Array.from({ length: 9 }, (_, index) => `stun:s${index}.example`).join('\n'),
  ])('refuse %s', (text) => {
    expect(readIceText(text, [turn])).toBeNull();
  });
});
