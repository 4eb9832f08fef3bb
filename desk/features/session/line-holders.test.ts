import { expect, test } from 'vitest';
import type { LineHold, Registration } from '../../../core/contract/session.ts';
import { LineHolders, type Claim, type ClaimResult } from './line-holders.ts';

const registration = { hotline: '400' } as Registration;
const holders = (): LineHolders =>
  new LineHolders(
    () => Promise.resolve(registration),
    (error) => expect.unreachable(String(error)),
  );
const claimOf = (holder: string, more: Partial<Claim> = {}): Claim => ({
  holder,
  title: holder,
  force: false,
  resumes: false,
  ...more,
});

/** Reads in the background what a holder is told. */
function told(claimed: ClaimResult): LineHold[] {
  if (!claimed.ok) throw new Error(`refused: ${claimed.by}`);
  const seen: LineHold[] = [];
  void (async () => {
    for await (const hold of claimed.read(undefined)) seen.push(hold);
  })();
  return seen;
}

test('a second tab is refused and told who has the line, until it is forced', async () => {
  const desk = holders();
  const first = told(await desk.claim(claimOf('first')));
  expect(await desk.claim(claimOf('second'))).toEqual({ ok: false, by: 'first' });
  told(await desk.claim(claimOf('second', { force: true })));
  await expect
    .poll(() => first)
    .toEqual([
      { state: 'held', registration },
      { state: 'taken', by: 'second' },
    ]);
});

test('after a restart of the desk service the tab in a call has the line, whichever comes first', async () => {
  const idleFirst = holders();
  const idle = told(await idleFirst.claim(claimOf('idle')));
  told(await idleFirst.claim(claimOf('in a call', { resumes: true })));
  await expect.poll(() => idle.at(-1)).toEqual({ state: 'taken', by: 'in a call' });

  const callFirst = holders();
  told(await callFirst.claim(claimOf('in a call', { resumes: true })));
  expect(await callFirst.claim(claimOf('idle'))).toEqual({ ok: false, by: 'in a call' });
});

test('of two that resume the first keeps it: nothing flaps', async () => {
  const desk = holders();
  told(await desk.claim(claimOf('one', { resumes: true })));
  expect(await desk.claim(claimOf('two', { resumes: true }))).toEqual({ ok: false, by: 'one' });
});

test('of two changes the later one is told, though its names are found sooner; so is one that came during a claim', async () => {
  const asked: ((found: Registration) => void)[] = [];
  const desk = new LineHolders(
    () => new Promise((resolve) => void asked.push(resolve)),
    (error) => expect.unreachable(String(error)),
  );
  const of = (hotline: string): Registration => ({ ...registration, hotline });
  const claiming = desk.claim(claimOf('tab'));
  desk.refresh();
  asked[0]?.(of('before the claim was over'));
  const seen = told(await claiming);
  asked[1]?.(of('during the claim'));
  await expect.poll(() => seen).toHaveLength(2);
  desk.refresh();
  desk.refresh();
  asked[3]?.(of('new'));
  asked[2]?.(of('old'));
  await expect.poll(() => seen).toHaveLength(3);
  await new Promise((resolve) => setImmediate(resolve));
  expect(seen.flatMap((hold) => (hold.state === 'held' ? [hold.registration.hotline] : []))).toEqual([
    'before the claim was over',
    'during the claim',
    'new',
  ]);
});
