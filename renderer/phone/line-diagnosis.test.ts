/** What the phone says of a line that cannot be reached, with what the desk service finds out about it. */
import { expect, test } from 'vitest';
import type { LineState } from '../../core/contract/phone.ts';
import { LineDiagnosis, reasonOf, type LineReason } from './line-diagnosis.ts';

const retrying = (attempt: number, trouble: 'refused-connection' | 'lost-connection'): LineState => ({
  state: 'retrying',
  since: 0,
  attempt,
  nextAt: 1,
  trouble,
  detail: 'page',
});

function bed(answers: (LineReason | null | Error)[]) {
  let looks = 0;
  const found: number[] = [];
  const diagnosis = new LineDiagnosis({
    look: async () => {
      const answer = answers[looks++] ?? null;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    onFound: () => found.push(looks),
  });
  return { diagnosis, found, looks: () => looks };
}

const certificate: LineReason = { trouble: 'certificate', detail: 'expired' };
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('a refused connection becomes the certificate that the desk service found, and stays so over the next attempts', async () => {
  const { diagnosis, found } = bed([certificate, certificate]);
  expect(diagnosis.refine(retrying(2, 'refused-connection'))).toMatchObject({ trouble: 'refused-connection' });
  await settle();
  expect(found).toEqual([1]);
  expect(diagnosis.refine(retrying(2, 'refused-connection'))).toMatchObject(certificate);
  expect(diagnosis.refine(retrying(3, 'refused-connection'))).toMatchObject(certificate);
});

test('what the page knows better is left alone, and nobody is asked', () => {
  const { diagnosis, looks } = bed([certificate]);
  const lost = retrying(1, 'lost-connection');
  expect(diagnosis.refine(lost)).toBe(lost);
  expect(looks()).toBe(0);
});

test('one look an attempt, and none is shown once the line is up', async () => {
  const { diagnosis, looks, found } = bed([certificate]);
  diagnosis.refine(retrying(2, 'refused-connection'));
  diagnosis.refine(retrying(2, 'refused-connection'));
  const up: LineState = { state: 'registered', since: 2, server: 'wss://a', proof: 'proved', provedAt: 2 };
  expect(diagnosis.refine(up)).toBe(up);
  await settle();
  expect(looks()).toBe(1);
  expect(found).toEqual([]);
});

test('a desk service that is away changes nothing', async () => {
  const { diagnosis, found } = bed([new Error('away')]);
  diagnosis.refine(retrying(2, 'refused-connection'));
  await settle();
  expect(found).toEqual([]);
  expect(diagnosis.refine(retrying(2, 'refused-connection'))).toMatchObject({ trouble: 'refused-connection' });
});

test('names and certificates are told; a refused socket says no more than the page knows', () => {
  expect(reasonOf({ id: 'dns', code: 'not-found', detail: 'a' })?.trouble).toBe('unknown-server');
  expect(reasonOf({ id: 'tls', code: 'wrong-host', detail: 'a' })?.trouble).toBe('certificate');
  expect(reasonOf({ id: 'tls', code: 'refused', detail: 'a' })).toBeNull();
});
