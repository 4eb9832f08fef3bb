/** Contract: the agent's state, run by the phone and kept here, so that it survives both. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { agentStateSchema } from '../agent/agent-state.ts';
import { deskErrors } from './errors.ts';

const base = oc.errors(deskErrors);

export const agent = {
  /** as this desk kept it last on the line it is on; null: never */
  get: base.output(z.object({ state: agentStateSchema.nullable() })),
  /** Idempotent by `id`, the event's ULID. Acknowledged only when durable. */
  keep: base.input(z.object({ id: z.string(), at: z.number(), state: agentStateSchema })).output(z.object({})),
};
