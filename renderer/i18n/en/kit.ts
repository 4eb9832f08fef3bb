/** Words of features/kit: parts that several pages share. */
import type { WordsLike } from '../words.ts';
import type { kit as zh } from '../zh-CN/kit.ts';

export const kit: WordsLike<typeof zh> = {
  readFailed: 'The data could not be read',
  readUnknown: 'The desk service gave no data; please retry.',
  undone: 'Undone',
  undoFailed: 'The undo did not work',
  undoSeconds: 'Undo {{seconds}} s',
  notAllowed: 'A supervisor has to do this',
  invalidOther: 'This cannot be so; please change it',
  days_one: '{{count}} day',
  days_other: '{{count}} days',
  hours24: '24 hours',
  noEnd: 'No end',
  custom: 'Choose',
  untilDate: 'Ends on',
  showNumber: 'Show number (logged)',
  export: 'Export CSV',
  exported_one: '{{count}} row exported',
  exported_other: '{{count}} rows exported',
  cannotExport: {
    empty: 'Nothing is listed, so nothing to export',
    unread: 'The list was not read; export once it is',
  },
  exportFailed: 'The export did not work; please retry',
  numberBetween: 'Write a whole number from {{min}} to {{max}}',
  unsavedHint: 'Your input is still here; change it and save again.',
};
