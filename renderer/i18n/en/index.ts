/** All words of this language, one namespace a feature. */
import { agent } from './agent.ts';
import { call } from './call.ts';
import { common } from './common.ts';
import { contacts } from './contacts.ts';
import { dial } from './dial.ts';
import { firstRun } from './first-run.ts';
import { frame } from './frame.ts';
import { history } from './history.ts';
import { home } from './home.ts';
import { inbox } from './inbox.ts';
import { kit } from './kit.ts';
import { lists } from './lists.ts';
import { quality } from './quality.ts';
import { recording } from './recording.ts';
import { script } from './script.ts';
import { settings } from './settings.ts';

export const words = {
  common,
  frame,
  agent,
  home,
  call,
  dial,
  quality,
  recording,
  script,
  history,
  lists,
  contacts,
  inbox,
  settings,
  firstRun,
  kit,
} as const;
