import { describe, expect, it } from 'vitest';
import type { RiskBand } from '../../core/judge/verdict.ts';
import { sampleCall } from '../state/test-support/phone-sample.ts';
import { chooseRing } from './ring-choice.ts';
import { sampleCard } from './test-support/sample.ts';

const of = (band: RiskBand, score = 50) => sampleCall({ card: sampleCard('x', { risk: { score, band } }) });

describe('the ring', () => {
  it.each([
    ['trusted', 'trusted', true],
    ['normal', 'normal', true],
    ['unknown', 'normal', true],
    ['suspect', 'suspect', true],
    ['nuisance', 'knock', false],
  ] as const)('of a %s call is "%s"', (band, sound, loops) => {
    expect(chooseRing([of(band)])).toMatchObject({ sound, loops, gain: 1 });
  });

  it('sounds for a call that nobody has judged yet, and not while it is being screened', () => {
    expect(chooseRing([sampleCall()])?.sound).toBe('normal');
    expect(chooseRing([sampleCall({ call: { state: 'screening', since: 1 } })])).toBe(null);
    expect(chooseRing([])).toBe(null);
  });

  it('is one soft knock while somebody talks: never a ring into the headset', () => {
    const live = sampleCall({ id: 'live', call: { state: 'live', since: 1, rangFor: 1, held: false } });
    expect(chooseRing([live, of('trusted')])).toMatchObject({ sound: 'knock', loops: false, call: 'call-1' });
    expect(chooseRing([live, of('trusted')])?.gain).toBeLessThan(0.5);
  });

  it('does not let a nuisance call hide a customer behind it', () => {
    expect(chooseRing([of('nuisance'), { ...of('trusted'), id: 'customer' }])).toMatchObject({
      sound: 'trusted',
      call: 'customer',
    });
  });

  it('of a VIP is the trusted one, and never of a trusted number with a warning', () => {
    expect(chooseRing([sampleCall({ card: sampleCard('x', { action: 'vip' }) })])?.sound).toBe('trusted');
    expect(
      chooseRing([sampleCall({ card: sampleCard('x', { warn: true, risk: { score: 5, band: 'trusted' } }) })])?.sound,
    ).toBe('suspect');
  });

  it('is not for calls that we make', () => {
    expect(chooseRing([sampleCall({ direction: 'out', call: { state: 'dialling', since: 1, far: 'ringing' } })])).toBe(
      null,
    );
  });
});
