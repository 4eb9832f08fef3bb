/** Words for every reason why something well-formed makes no sense; part of the words of each feature with fields. */
import type { WordsLike } from '../words.ts';
import type { invalid as zh } from '../zh-CN/invalid.ts';

export const invalid: WordsLike<typeof zh> = {
  'number-missing': 'Write a number',
  'number-unreadable': 'This is no phone number; use digits and + only',
  'prefix-unreadable': 'Digits only, with + before a country code',
  'prefix-too-short': 'A prefix needs {{least}} digits or a whole country code; this has {{digits}}',
  'prefix-too-long': 'This is a whole number; choose “one number”',
  'range-uneven': 'The ends differ in length or kind',
  'range-reversed': 'The end is below the start; swap them',
  'range-unreadable': 'Both ends must be whole numbers',
  'reason-missing': 'A block needs a reason',
  'vip-only-allowed': 'Only an allow entry can be VIP',
  'expiry-past': 'Choose today or a later day',
  id: 'This step has no valid id; open the page again and retry',
  number: 'The caller has no number that this could be done with',
  subtype: 'Only a sales pitch has sub-types',
  'not-rejected': 'This call was not rejected; there is nothing to undo',
  'prefix-not-of-number': 'The number does not start so',
  'name-missing': 'Write a name or a company',
  'threshold-order': 'Not below the one before, or a worse caller would be treated better',
  'no-account': 'Fill in the line first',
  'backup-missing': 'There is no such file',
  'backup-damaged': 'The backup is damaged; nothing was changed',
  'backup-newer': 'The backup is of a newer version; upgrade first',
};
