import { expect, it } from 'vitest';
import { parseNumber } from '../../core/number/parse-number.ts';
import { answersItself } from './auto-answer.ts';
import { sampleCard } from './test-support/sample.ts';

const policy = { autoAnswer: true, autoAnswerFrom: ['010-8888 6666', '8001'] };
const cardOf = (written: string, warn = false) => ({
  ...sampleCard(parseNumber(written).key, { warn }),
  number: parseNumber(written),
});

it('answers by itself only whom the policy names, however the number is written', () => {
  expect(answersItself(cardOf('01088886666'), policy)).toBe(true);
  expect(answersItself(cardOf('8001'), policy)).toBe(true);
  expect(answersItself(cardOf('13800138000'), policy)).toBe(false);
});

it('never answers by itself while it is off, unjudged, or warned of', () => {
  expect(answersItself(cardOf('01088886666'), { ...policy, autoAnswer: false })).toBe(false);
  expect(answersItself(null, policy)).toBe(false);
  expect(answersItself(cardOf('01088886666', true), policy)).toBe(false);
  expect(answersItself(cardOf('anonymous'), { autoAnswer: true, autoAnswerFrom: ['anonymous'] })).toBe(false);
});
