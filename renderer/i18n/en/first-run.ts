/** Words of features/first-run. */
import type { WordsLike } from '../words.ts';
import type { firstRun as zh } from '../zh-CN/first-run.ts';

export const firstRun: WordsLike<typeof zh> = { title: 'First run' };
