/** The desk contract: what views and the phone may ask of the desk service. Both ends derive from this one object. */
import { admin, settings } from './admin.ts';
import { agent } from './agent.ts';
import { calls } from './calls.ts';
import { contacts, escalations, lists, practice, scripts, tagsContract } from './features.ts';
import { recordings } from './recordings.ts';
import { session } from './session.ts';

export const deskContract = {
  session,
  agent,
  calls,
  tags: tagsContract,
  lists,
  contacts,
  escalations,
  scripts,
  practice,
  recordings,
  settings,
  admin,
};
export type DeskContract = typeof deskContract;
