/** Words of features/agent: what the agent is available for. */
import type { WordsLike } from '../words.ts';
import type { agent as zh } from '../zh-CN/agent.ts';

export const agent: WordsLike<typeof zh> = {
  label: 'Agent state',
  afterCallLabel: 'Agent state after this call',
  afterCall: 'After call',
  short: { ready: 'Ready', break: 'Break', 'wrap-up': 'Wrap-up', 'not-ready': 'Not ready' },
  mode: { ready: 'Ready', break: 'Break', 'wrap-up': 'Wrap-up', 'not-ready': 'Not ready' },
  untold: 'PBX not told',
  untoldHint: 'The PBX did not take this change; it is tried again by itself. This desk keeps to it all the same.',
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
  policy: {
    title: 'Agents',
    said: 'Saved; in force now',
    wrapUpSeconds: 'Wrap-up (seconds)',
    wrapUpSecondsHint: 'Begins when a call is over; hotline calls go to other desks first. 0: none.',
    missedInARow: 'Not ready after so many missed calls in a row',
    missedInARowHint: 'Only calls that rang 5 s or more count. 0: never.',
    vipRings: 'Allow-listed and VIP callers ring when not ready',
    vipRingsHint: 'Off: nobody rings on a break, in wrap-up or not ready.',
    autoAnswer: 'Answer named numbers automatically',
    autoAnswerHint: 'After a short tone; numbers that are warned of or failed verification are never answered so.',
    autoAnswerFrom: 'Numbers answered automatically',
    autoAnswerFromHint: 'One a line, e.g. 010-8888 6666 or an extension.',
  },
  awayVip: 'Allow-listed and VIP callers still ring.',
  awayAll: 'To take calls, go back to ready.',
};
