/** Words of features/quality: how a call sounds, now and afterwards. */
import type { WordsLike } from '../words.ts';
import type { quality as zh } from '../zh-CN/quality.ts';

export const quality: WordsLike<typeof zh> = {
  label: 'Call quality',
  good: 'Clear',
  fair: 'Fair',
  poor: 'Poor',
  bad: 'Bad',
  measuring: 'Measuring quality',
  held: 'Not measured on hold',
  none: 'No sound to measure',
  fell: 'Call quality: {{level}}',
  title: 'Call quality in detail',
  way: 'Way',
  heard: 'You hear',
  sent: 'They hear',
  loss: 'Loss',
  jitter: 'Jitter',
  mos: 'Score',
  percent: '{{value}}%',
  ms: '{{value}} ms',
  worst: 'worst {{value}}',
  notReported: 'not reported by the far end',
  notMeasured: 'not measured',
  roundTrip: 'Round trip',
  codec: 'Codec',
  scale: 'Score by the E-model (MOS), 4.5 at best',
  advice: {
    good: 'The sound is fine.',
    fair: 'A crackle now and then; the call is not affected.',
    poor: 'Words get lost. Use a cable; close downloads and meetings.',
    bad: 'Hard to understand. Use a cable; if it stays, hang up, call back and tell IT.',
  },
  close: 'closes it',
  whole: 'Call quality',
  seconds: 'measured for {{span}}',
};
