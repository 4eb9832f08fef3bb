/** The practice feature over the real practice line: its callers, and why nobody can be rung. */
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { startPracticeLine } from '../../practice/practice-line.ts';
import { openTestDesk, refusal } from '../test-support/test-desk.ts';
import { toPracticePort } from './practice-feature.ts';

test('eight callers are there; while no desk is registered none can ring', async () => {
  const desk = await openTestDesk();
  const quiet = () => undefined;
  const line = await startPracticeLine({
    assetsDir: fileURLToPath(new URL('../../../assets/practice/', import.meta.url)),
    isAllowedOrigin: () => false,
    log: { debug: quiet, info: quiet, warn: quiet },
  });
  try {
    expect(await desk.ask.practice.callers()).toEqual([]);
    expect(await refusal(desk.ask.practice.ring({ caller: 'salesman' }))).toMatchObject({ code: 'CONFLICT' });
    desk.practice = toPracticePort(line);
    const callers = await desk.ask.practice.callers();
    expect(callers).toHaveLength(8);
    expect(callers.find(({ id }) => id === 'salesman')).toMatchObject({ expects: 'sales' });
    expect(await refusal(desk.ask.practice.ring({ caller: 'salesman' }))).toMatchObject({
      code: 'CONFLICT',
      data: { detail: 'no-desk' },
    });
  } finally {
    await line.stop();
    await desk.close();
  }
});
