/** "Ring me": the scripted callers of the practice line. What then happens is an ordinary call on `line: practice`. */
import { implement } from '@orpc/server';
import { deskContract } from '../../../core/contract/desk.ts';
import { PracticeError } from '../../practice/practice-error.ts';
import type { PracticeLine } from '../../practice/practice-line.ts';
import { tagSchema } from '../../../core/tag/tag.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import type { FeatureDeps, PracticePort } from '../deps.ts';

export function createPracticeFeature(deps: FeatureDeps) {
  const os = implement(deskContract).practice;
  return os.router({
    callers: os.callers.handler(() => [...(deps.practice()?.callers() ?? [])]),

    ring: os.ring.handler(({ input, errors }) => {
      const port = deps.practice();
      if (port === null) throw errors.CONFLICT({ data: { detail: 'the practice line does not run' } });
      const ring = port.ring(input.caller);
      if (ring.ok) return { call: ring.call, caller: ring.caller };
      if (ring.reason === 'unknown-caller') {
        throw errors.NOT_FOUND({ data: { detail: `no practice caller ${input.caller}` } });
      }
      throw errors.CONFLICT({ data: { detail: ring.reason } });
    }),
  });
}

/** The practice line as the feature sees it. */
export function toPracticePort(line: Pick<PracticeLine, 'callers' | 'ring'>): PracticePort {
  return {
    callers: () =>
      line.callers.map(({ id, number, title, about, expects }) => ({
        id,
        number: parseNumber(number).key,
        title,
        about,
        expects: tagSchema.nullable().catch(null).parse(expects.tag),
      })),
    ring: (callerId) => {
      try {
        const call = line.ring(callerId);
        return { ok: true, call: call.id, caller: call.callerId };
      } catch (error) {
        if (!(error instanceof PracticeError)) throw error;
        switch (error.code) {
          case 'no-desk':
          case 'unknown-caller':
          case 'too-many-calls':
          case 'stopped':
            return { ok: false, reason: error.code };
          default:
            throw error;
        }
      }
    },
  };
}
