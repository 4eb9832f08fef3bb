/** Words of features/settings. */
import type { WordsLike } from '../words.ts';
import type { settings as zh } from '../zh-CN/settings.ts';

export const settings: WordsLike<typeof zh> = { title: 'Settings' };
