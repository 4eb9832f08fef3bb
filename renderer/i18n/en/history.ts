/** Words of features/history. */
import type { WordsLike } from '../words.ts';
import type { history as zh } from '../zh-CN/history.ts';

export const history: WordsLike<typeof zh> = { title: 'History' };
