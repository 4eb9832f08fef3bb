/** Words of features/lists. */
import type { WordsLike } from '../words.ts';
import type { lists as zh } from '../zh-CN/lists.ts';

export const lists: WordsLike<typeof zh> = { title: 'Lists' };
