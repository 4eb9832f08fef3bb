/** Fits the desk link's client to the few methods the phone needs. */
import { contractVersion } from '../../core/contract/version.ts';
import type { DeskClient } from '../desk-link/desk-client.ts';
import { reasonOf } from './line-diagnosis.ts';
import type { PhoneDesk } from './phone-desk.ts';

export function phoneDeskOf(desk: DeskClient): PhoneDesk {
  return {
    hello: () => desk.session.hello({ contractVersion }),
    holdLine: (input, signal) => desk.session.holdLine(input, { signal }),
    screen: (input) => desk.calls.screen(input),
    card: (input) => desk.calls.card(input),
    report: (events) => desk.calls.report({ events: [...events] }),
    appendRecording: (chunk) => desk.recordings.append(chunk),
    policy: async () => (await desk.settings.get()).policy,
    agentState: async () => (await desk.agent.get()).state,
    keepAgentState: (kept) => desk.agent.keep(kept),
    changes: (signal) => desk.session.changes(undefined, { signal }),
    async whyNoLine() {
      for await (const check of await desk.settings.testLine({ account: null })) {
        if (check.state === 'failed') return reasonOf(check);
        // connected: there is nothing to explain, and its registering would count at the server
        if (check.id === 'websocket' && check.state === 'passed') return null;
      }
      return null;
    },
    log: (entry) => desk.admin.log(entry),
    sipTrace: (entry) => desk.admin.sipTrace(entry),
  };
}
