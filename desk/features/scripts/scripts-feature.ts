/** The shipped scripts, and each step that an agent takes in one, kept with the script's version. */
import { implement } from '@orpc/server';
import { deskContract } from '../../../core/contract/desk.ts';
import { makeEvent, requireUlid, save } from '../command.ts';
import { numberOfCall, type LiveCalls } from '../calls/live-calls.ts';
import type { FeatureDeps } from '../deps.ts';

export function createScriptsFeature(deps: FeatureDeps, live: LiveCalls) {
  const os = implement(deskContract).scripts;
  return os.router({
    all: os.all.handler(({ input }) => [...deps.scripts(input.locale)]),

    step: os.step.handler(async ({ input, errors }) => {
      const { id, call, number, ...data } = input;
      requireUlid(errors, 'id', id);
      requireUlid(errors, 'call', call);
      const event = makeEvent(deps, 'script.stepped', {
        id,
        call,
        number: numberOfCall(deps, live, call, number),
        data,
      });
      await save(deps, errors, [event], ['calls']);
      return {};
    }),
  });
}
