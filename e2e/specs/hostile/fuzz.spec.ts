/**
 * A stream of broken INVITEs, from a seed: no crash, no call that rings for ever, nothing left open, and the phone still works.
 */
import { statusOf } from '../../lab/hostile-server.ts';
import { header } from '../../lab/sip-trace.ts';
import { waitFor } from '../../lab/waiting.ts';
import { cancelOf, newParts } from './support/honest-call.ts';
import { expect, test } from './support/hostile-desk.ts';
import { mutate, randomFrom } from './support/mutations.ts';

const batch = 20;

for (const [count, seed, tag] of [
  [1_000, 20_261_124, ''],
  [10_000, 4475, ' @long'],
] as const)
  test(`${count} mutated INVITEs, seed ${seed}${tag}`, async ({ hostile }) => {
    test.setTimeout(150_000 + count * 150);
    const { server, desk, isUnharmed, health } = await hostile();
    const random = randomFrom(seed);
    const statuses = new Map<number, number>();
    // mutations give the same Call-ID to several: the rest of what tells calls apart (RFC 3261 17.2.3) is part of it
    const idOf = (text: string): string =>
      ['Call-ID', 'CSeq', 'Via', 'From'].map((name) => header(text, name) ?? '').join('\n');
    let read = 0;
    /** calls that ring and have no final answer yet */
    const ringing = new Map<string, string>();
    const readAnswers = (): void => {
      for (; read < server.received.length; read += 1) {
        const text = server.received[read] ?? '';
        const status = statusOf(text);
        if (/CANCEL/.test(header(text, 'CSeq') ?? '')) continue;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 180) ringing.set(idOf(text), text);
        else if (status >= 200) ringing.delete(idOf(text));
      }
    };
    const cancelled = new Set<string>();
    /** Every call that rings, also one that only begins to, is cancelled once and has its 487 in time. */
    const cancelAll = async (): Promise<void> => {
      await waitFor(
        () => {
          readAnswers();
          for (const [id, answer] of ringing) {
            if (cancelled.has(id)) continue;
            cancelled.add(id);
            server.send(cancelOf(answer, server.contact()));
          }
          return ringing.size === 0 ? true : undefined;
        },
        {
          what: 'the end of every ringing call',
          timeoutMs: 15_000,
          everyMs: 10,
          // all that was said of the first of them, CANCEL's answer too
          detail: () => {
            const [first = ''] = ringing.values();
            return `${ringing.size} of them\n${server.answersTo(header(first, 'Call-ID') ?? '').join('\n')}`;
          },
        },
      );
    };
    for (let sent = 0; sent < count; sent += batch) {
      const messages = Array.from({ length: batch }, () => mutate(random, server.contact(), newParts(random)));
      for (const message of messages) server.send(message);
      await new Promise((resolve) => setTimeout(resolve, 250));
      const fail = async (error: unknown): Promise<never> => {
        await test.info().attach('batch.json', { body: JSON.stringify(messages), contentType: 'application/json' });
        throw new Error(`after ${sent + batch}: ${await health()}`, { cause: error });
      };
      await cancelAll().catch(fail);
      if (desk.phone.isClosed()) await fail(new Error('the page of the phone is gone'));
    }
    // what was still being screened or prepared
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await cancelAll();
    await test.info().attach('statuses.json', {
      body: JSON.stringify(Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b))),
      contentType: 'application/json',
    });
    // it was not all thrown away unread
    expect(statuses.get(180) ?? 0).toBeGreaterThan(count / 20);
    expect(statuses.get(400) ?? 0).toBeGreaterThan(count / 20);
    expect(server.registers()).toBeGreaterThan(0);
    expect(desk.phone.isClosed()).toBe(false);
    await isUnharmed();
  });
