/** All features around a call, as the router parts that the composition root puts beside session, settings and admin. */
import { createAgentFeature } from './agent/agent-feature.ts';
import { LiveCalls } from './calls/live-calls.ts';
import { createCallsFeature } from './calls/calls-feature.ts';
import { createContactsFeature } from './contacts/contacts-feature.ts';
import type { FeatureDeps } from './deps.ts';
import { createEscalationsFeature } from './escalations/escalations-feature.ts';
import { createListsFeature } from './lists/lists-feature.ts';
import { createPracticeFeature } from './practice/practice-feature.ts';
import { createRecordingsFeature } from './recordings/recordings-feature.ts';
import { createScriptsFeature } from './scripts/scripts-feature.ts';
import { createTagsFeature } from './tags/tags-feature.ts';

export function createFeatures(deps: FeatureDeps) {
  const live = new LiveCalls(deps.clock.now());
  return {
    agent: createAgentFeature(deps),
    calls: createCallsFeature(deps, live),
    tags: createTagsFeature(deps, live),
    lists: createListsFeature(deps),
    contacts: createContactsFeature(deps),
    escalations: createEscalationsFeature(deps, live),
    scripts: createScriptsFeature(deps, live),
    practice: createPracticeFeature(deps),
    recordings: createRecordingsFeature(deps, live),
  };
}
