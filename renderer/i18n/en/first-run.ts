/** Words of features/first-run. */
import type { WordsLike } from '../words.ts';
import type { firstRun as zh } from '../zh-CN/first-run.ts';

export const firstRun: WordsLike<typeof zh> = {
  steps: 'Three steps',
  skipAll: 'Skip all',
  skip: 'Skip',
  back: 'Back',
  next: 'Next',
  saveNext: 'Save and go on',
  finish: 'Start',
  step: { looks: 'Language, looks', line: 'Line', microphone: 'Microphone' },
  title: { looks: 'Welcome to Linewarden', line: 'Which line first', microphone: 'Try the microphone' },
  text: {
    looks: 'Three short steps; each can be skipped and changed later in the settings.',
    line: 'If unsure, take the practice line; the 400 line can be connected at any time.',
    microphone: 'Say something and see the cells light up. This is how callers hear you.',
  },
  start: { practice: 'Practice line', main: 'Connect the 400 line' },
  startText: {
    practice: 'Eight scripted callers; takes no real line and counts in no statistics.',
    main: 'Needs server, extension and password; ask IT for them.',
  },
  microphoneReady: 'The microphone is ready.',
  webHint: 'The browser will ask for the microphone; choose “Allow”.',
};
