/** Words of features/dial: calling out. */
import type { WordsLike } from '../words.ts';
import type { dial as zh } from '../zh-CN/dial.ts';

export const dial: WordsLike<typeof zh> = {
  title: 'Dial',
  open: 'Dial',
  number: 'Number',
  pad: 'Keypad',
  call: 'Call',
  callNumber: 'Call',
  callTo: 'Call {{number}}',
  hint: 'A number can be pasted; spaces and hyphens are ignored.',
  noLine: 'The line is not registered: no calls can be made now.',
  failed: 'Not called',
  last: 'Dialled lately; press to redial',
};
