/** Keeps the state of this desk's agent as events. What may follow what is decided by the phone, with core/agent. */
import { implement } from '@orpc/server';
import { agentStateSchema } from '../../../core/agent/agent-state.ts';
import { deskContract } from '../../../core/contract/desk.ts';
import { makeEvent, requireUlid, save } from '../command.ts';
import type { FeatureDeps } from '../deps.ts';

export function createAgentFeature(deps: FeatureDeps) {
  const os = implement(deskContract).agent;
  return os.router({
    get: os.get.handler(() => {
      const kept = deps.store.reads.agentState(deps.line(), deps.who().desk);
      if (kept === null) return { state: null };
      const parsed = agentStateSchema.safeParse(JSON.parse(kept));
      if (!parsed.success) deps.log.warn(`the agent's state was not understood: ${parsed.error.message}`);
      return { state: parsed.success ? parsed.data : null };
    }),

    keep: os.keep.handler(async ({ input, errors }) => {
      const id = requireUlid(errors, 'id', input.id);
      const event = { ...makeEvent(deps, 'agent.state', { id, data: input.state }), at: Math.round(input.at) };
      await save(deps, errors, [event], ['agents']);
      return {};
    }),
  });
}
