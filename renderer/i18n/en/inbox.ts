/** Words of features/inbox. */
import type { WordsLike } from '../words.ts';
import type { inbox as zh } from '../zh-CN/inbox.ts';

export const inbox: WordsLike<typeof zh> = { title: 'Inbox' };
