/** Words of features/script. */
import type { WordsLike } from '../words.ts';
import type { script as zh } from '../zh-CN/script.ts';

export const script: WordsLike<typeof zh> = { title: '' };
