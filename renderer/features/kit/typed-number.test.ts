/** An emptied field is not 0, and loses nothing. */
import { expect, it } from 'vitest';
import { typedNumber } from './typed-number.ts';

it('keeps what the form has while nothing is written', () => {
  expect(typedNumber('', { min: 0, max: 600, isFree: false })).toBeNull();
  expect(typedNumber('', { min: 1, max: 3650, isFree: false })).toBeNull();
});

it('is no number where the form itself says what is wrong', () => {
  expect(typedNumber('', { min: 0, max: 86_400, isFree: true })).toBeNaN();
  expect(typedNumber('6', { min: 90, max: 86_400, isFree: true })).toBe(6);
});

it('stays between the ends elsewhere, and whole', () => {
  expect(typedNumber('0', { min: 0, max: 600, isFree: false })).toBe(0);
  expect(typedNumber('9999', { min: 0, max: 600, isFree: false })).toBe(600);
  expect(typedNumber('-3', { min: 1, max: 600, isFree: false })).toBe(1);
  expect(typedNumber('20.4', { min: 0, max: 600, isFree: false })).toBe(20);
});
