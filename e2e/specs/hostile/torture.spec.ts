/** The 49 messages of RFC 4475, byte for byte, into the desk's own WebSocket: each gets what the RFC asks of a user agent. */
import { statusOf } from '../../lab/hostile-server.ts';
import { header } from '../../lab/sip-trace.ts';
import { expect, test } from './support/hostile-desk.ts';
import { aimAt, type TortureMessage } from './torture/message.ts';
import { invalidMessages } from './torture/invalid.ts';
import { layerMessages } from './torture/layers.ts';
import { validMessages } from './torture/valid.ts';

const all: readonly TortureMessage[] = [...validMessages, ...invalidMessages, ...layerMessages];

/** what shall not be answered is waited for so long: enough for an answer that follows a failed preparation */
const silenceMs = 1_500;
/** a busy machine may take longer for what shall be answered */
const answerMs = 8_000;

test('RFC 4475', async ({ hostile }) => {
  test.setTimeout(240_000);
  expect(all).toHaveLength(49);
  const { server, isUnharmed } = await hostile();

  /** The final answer to it, or none. */
  const give = async (bytes: Uint8Array, waitMs: number): Promise<{ status: number | 'none'; answer: string }> => {
    const before = server.received.length;
    server.send(bytes);
    const end = Date.now() + waitMs;
    for (;;) {
      const answer = server.received.slice(before).find((text) => statusOf(text) >= 200);
      if (answer !== undefined) return { status: statusOf(answer), answer };
      if (Date.now() > end) return { status: 'none', answer: '' };
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  const table: string[] = [];
  const wrong: string[] = [];
  for (const { id, section, bytes, answers, aimed, requires } of all) {
    const { status, answer } = await give(bytes, answers === 'none' ? silenceMs : answerMs);
    const isRight = status === 'none' ? answers === 'none' : answers !== 'none' && answers.includes(status);
    let aimedStatus: number | 'none' | '' = '';
    if (aimed !== undefined) {
      ({ status: aimedStatus } = await give(aimAt(bytes, server.contact()), answerMs));
      if (aimedStatus === 'none' || !aimed.includes(aimedStatus)) wrong.push(`${id} aimed: ${aimedStatus}`);
    }
    if (!isRight) wrong.push(`${id}: ${status}`);
    table.push(`${section}\t${id}\t${status}\t${aimedStatus}\t${requires}`);
    const vias = (answer.match(/^Via:/gim) ?? []).length;
    const must = (what: string, isSo: boolean): void => void (isSo || wrong.push(`${id}: ${what}`));
    if (id === 'transports') must(`5 Via, not ${vias}`, vias === 5);
    if (id === 'longreq') must(`34 Via, not ${vias}`, vias === 34);
    if (id === 'bext01')
      must('Unsupported', header(answer, 'Unsupported')?.includes('nothingSupportsThisEither') === true);
    if (id === 'invut') must('Accept', header(answer, 'Accept') === 'application/sdp');
  }
  await test.info().attach('rfc4475.tsv', { body: table.join('\n'), contentType: 'text/tab-separated-values' });
  expect(wrong, table.join('\n')).toEqual([]);
  // what trailed the datagram of 3.1.1.8
  expect(server.received.filter((text) => text.includes('dblreq.0ha0isnda977644900765'))).toEqual([]);
  await isUnharmed();
});
