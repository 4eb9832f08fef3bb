/** One key puts a tag on a number; taking it back is its author's or a supervisor's. The 10 s of "undo" are the view's matter. */
import { implement } from '@orpc/server';
import { deskContract } from '../../../core/contract/desk.ts';
import { callField, createSerial, inTurn, invalid, isSupervisor, makeEvent, requireUlid, save } from '../command.ts';
import { numberOfCall, type LiveCalls } from '../calls/live-calls.ts';
import type { FeatureDeps } from '../deps.ts';

export function createTagsFeature(deps: FeatureDeps, live: LiveCalls) {
  const os = implement(deskContract).tags;
  const serial = createSerial();

  return os.router({
    add: os.add.handler(async ({ input, errors }) => {
      const { call, tag, subtype } = input;
      const id = requireUlid(errors, 'id', input.id);
      if (subtype !== null && tag !== 'sales') throw invalid(errors, 'subtype', 'subtype');
      const event = makeEvent(deps, 'number.tagged', {
        id,
        ...callField(errors, call),
        number: numberOfCall(deps, live, call, input.number),
        data: { tag, subtype },
      });
      await save(deps, errors, [event], ['tags', 'numbers']);
      return { id };
    }),

    withdraw: os.withdraw.handler(
      inTurn(serial, async ({ input, errors }) => {
        const tagged = requireUlid(errors, 'tagged', input.tagged);
        const tag = deps.store.reads.tag(deps.line(), tagged);
        if (tag === null) throw errors.NOT_FOUND({ data: { detail: `no tag ${tagged}` } });
        if (tag.author !== deps.who().author && !isSupervisor(deps)) {
          throw errors.FORBIDDEN({ data: { detail: `the tag is ${tag.author}'s` } });
        }
        if (tag.isWithdrawn) throw errors.CONFLICT({ data: { detail: 'withdrawn already' } });
        const event = makeEvent(deps, 'tag.withdrawn', {
          ...callField(errors, tag.call),
          number: tag.number,
          data: { tagged },
        });
        await save(deps, errors, [event], ['tags', 'numbers']);
        return {};
      }),
    ),
  });
}
