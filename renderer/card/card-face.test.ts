import { describe, expect, it } from 'vitest';
import { maskNumber } from '../../core/number/format-number.ts';
import { callers, callOf, live, now, ringing, snapshotOf } from '../gallery/fixtures.ts';
import { cardModelOf, oneCard } from './card-model.ts';
import { faceOf } from './card-face.ts';

describe('what the card says', () => {
  it('puts a contact’s name where the one fact stands', () => {
    const face = faceOf(callOf('a', callers.trusted, ringing), 'zh-CN', now);
    expect(face.headline).toBe('王建国');
    expect(face.chips.map((chip) => chip.kind)).toEqual(['allow', 'vip']);
  });

  it('counts the colleagues who agree on a bad tag', () => {
    expect(faceOf(callOf('a', callers.nuisance, ringing), 'zh-CN', now).headline).toBe('2 位同事标为「贷款」');
    expect(faceOf(callOf('a', callers.nuisance, ringing), 'en', now).headline).toBe('2 colleagues tagged Loan');
  });

  it('says that a call is the first, or which one it is', () => {
    expect(faceOf(callOf('a', callers.unknown, ringing), 'zh-CN', now).headline).toBe('首次来电');
    expect(faceOf(callOf('a', callers.suspect, ringing), 'zh-CN', now).headline).toBe('第 3 次来电');
  });

  it('passes a hostile name on as text and marks it as a claim', () => {
    expect(faceOf(callOf('a', callers.suspect, ringing), 'zh-CN', now).subline).toBe('自称「融通贷客服 <b>VIP</b>」');
  });

  it('shows the number before anything is judged, and no risk', () => {
    const face = faceOf(callOf('a', null, ringing), 'zh-CN', now);
    expect(face.number).toBe('182 6650 1043');
    expect(face.reasons).toEqual([]);
  });

  it('masks a number that the desk service marks, until somebody holds the key that shows it', () => {
    const call = callOf('a', { ...callers.trusted, masked: true }, ringing);
    const whole = faceOf(callOf('a', callers.trusted, ringing), 'zh-CN', now).number;
    expect(faceOf(call, 'zh-CN', now).number).toBe(maskNumber(whole));
    expect(faceOf(call, 'zh-CN', now).number).not.toBe(whole);
    expect(faceOf(call, 'zh-CN', now, true).number).toBe(whole);
  });

  it('shows three reasons, strongest first, signed', () => {
    const { reasons } = faceOf(callOf('a', callers.nuisance, ringing), 'zh-CN', now);
    expect(reasons.map((reason) => reason.signed)).toEqual(['+38', '+20', '+14']);
  });
});

describe('which calls the card shows', () => {
  const first = callOf('a', callers.suspect, ringing);
  const second = callOf('b', callers.trusted, ringing);

  it('gives F8 and F9 to the first that rings and lets the next wait', () => {
    const model = cardModelOf(snapshotOf([first, second]), new Set());
    expect(model.ringing?.id).toBe('a');
    expect(model.waiting.map((call) => call.id)).toEqual(['b']);
  });

  it('takes F8 and F9 from no live call: what rings then only waits', () => {
    const model = cardModelOf(snapshotOf([callOf('l', callers.normal, live()), second]), new Set());
    expect(model.ringing).toBeNull();
    expect(model.waiting.map((call) => call.id)).toEqual(['b']);
  });

  it('gives a window with room for one card the waiting call, to be answered on hold', () => {
    const model = oneCard(cardModelOf(snapshotOf([callOf('l', callers.normal, live()), second]), new Set()));
    expect(model.ringing?.id).toBe('b');
    expect(model.holdFirst).toBe(true);
    expect(model.waiting).toEqual([]);
  });

  it('keeps the card while the call is being answered', () => {
    const answering = callOf('a', callers.suspect, { state: 'answering', since: now, rangFor: 3000 });
    expect(cardModelOf(snapshotOf([answering]), new Set()).ringing?.id).toBe('a');
  });
});
