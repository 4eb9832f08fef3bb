import { describe, expect, it } from 'vitest';
import { policySchema } from '../../../core/settings/settings.ts';
import { isOutOfRange, wrongSeconds } from './policy-seconds.ts';

describe('the seconds of the policy', () => {
  it('are in range exactly where the desk takes them', () => {
    for (const name of ['proveLineByCallEverySeconds', 'sessionExpiresSeconds'] as const) {
      for (const value of [-1, 0, 1, 9, 10, 89, 90, 3600, 86_400, 86_401, 90.5, Number.NaN]) {
        const isTaken = policySchema.safeParse({ [name]: value }).success;
        expect(isOutOfRange(name, value), `${name} ${value}`).toBe(!isTaken);
      }
    }
  });

  it('are told by the first that is wrong', () => {
    const fine = policySchema.parse({});
    expect(wrongSeconds(fine)).toBeNull();
    expect(wrongSeconds({ ...fine, sessionExpiresSeconds: 6 })).toBe('sessionExpiresSeconds');
    expect(wrongSeconds({ ...fine, proveLineByCallEverySeconds: 6 })).toBe('proveLineByCallEverySeconds');
  });
});
