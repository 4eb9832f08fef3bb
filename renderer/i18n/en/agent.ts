/** Words of features/agent: what the agent is available for. */
import type { WordsLike } from '../words.ts';
import type { agent as zh } from '../zh-CN/agent.ts';

export const agent: WordsLike<typeof zh> = {
  label: 'Agent state',
  afterCallLabel: 'Agent state after this call',
  afterCall: 'After call',
  short: { ready: 'Ready', break: 'Break', 'wrap-up': 'Wrap-up', 'not-ready': 'Not ready' },
  mode: { ready: 'Ready', break: 'Break', 'wrap-up': 'Wrap-up', 'not-ready': 'Not ready' },
  reasonLabel: 'Reason for the break',
  reason: { rest: 'Rest', meal: 'Meal', meeting: 'Meeting', training: 'Training' },
  missedTitle_one: '{{count}} call missed; this desk is not ready now',
  missedTitle_other: '{{count}} calls missed in a row; this desk is not ready now',
  missedText: 'Hotline calls go to other desks. If you are here, go back to ready.',
  backToReady: 'Back to ready',
  away: {
    break: 'On a break: hotline calls do not ring here',
    'wrap-up': 'Wrap-up: hotline calls go to other desks first',
    'not-ready': 'Not ready: hotline calls do not ring here',
  },
  awayVip: 'Allow-listed and VIP callers still ring.',
  awayAll: 'To take calls, go back to ready.',
};
