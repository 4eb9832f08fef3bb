/** Words of features/home. */
import type { WordsLike } from '../words.ts';
import type { home as zh } from '../zh-CN/home.ts';

export const home: WordsLike<typeof zh> = { title: '' };
