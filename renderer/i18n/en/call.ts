/** Words of features/call. */
import type { WordsLike } from '../words.ts';
import type { call as zh } from '../zh-CN/call.ts';

export const call: WordsLike<typeof zh> = { title: '' };
