/** Words of features/contacts. */
import type { WordsLike } from '../words.ts';
import type { contacts as zh } from '../zh-CN/contacts.ts';

export const contacts: WordsLike<typeof zh> = { title: 'Contacts' };
