/**
 * `npm run bench -- phone`: from the click on "answer" to the 200 at the WebSocket and to the first audio of the caller, under
 * four conditions on both hosts and for two peers; how long a hidden desk takes to ring; how soon a broken line is whole.
 * LINEWARDEN_BENCH_PARTS (product, peers, reconnect) and LINEWARDEN_BENCH_CONDITIONS choose a part of it.
 */
import type { Host } from '../fixtures/product.ts';
import { startPbx, type Pbx } from '../lab/pbx.ts';
import { answerMany, type Answered, type AnsweringDesk } from './answering.ts';
import { callsWanted, chosen, hosts, say } from './bench-desk.ts';
import { printDistribution, type FigureOf } from './figures.ts';
import { peers, startPeerDesk, type PeerName } from './peer-desk.ts';
import { conditions, startProductDesk, type Condition } from './product-desk.ts';
import { between } from './product-marks.ts';
import { measureReconnect } from './reconnect.ts';

const parts = chosen('LINEWARDEN_BENCH_PARTS', ['product', 'peers', 'reconnect'] as const);
const wanted = chosen('LINEWARDEN_BENCH_CONDITIONS', conditions);
const callsPerCondition = callsWanted(200);
const callsPerPeer = Math.min(50, callsPerCondition);
/** A peer that takes longer than this is asked five times only. */
const slowMs = 2_000;
const slowCalls = 5;

function print(of: Omit<FigureOf, 'bench' | 'figure'>, results: readonly Answered[]): void {
  const heard = results.flatMap(({ clickToAudioMs }) => (clickToAudioMs === null ? [] : [clickToAudioMs]));
  const what = [of.peer ?? of.host, of.condition].join(', ');
  printDistribution(
    { bench: 'phone', figure: 'click_to_200_ms', ...of },
    results.map((one) => one.clickToOkMs),
  );
  if (heard.length < results.length)
    say(`${what}: no audio in ${results.length - heard.length} of ${results.length} calls`);
  if (heard.length > 0) printDistribution({ bench: 'phone', figure: 'click_to_audio_ms', ...of }, heard);
}

async function withPbx(work: (pbx: Pbx) => Promise<void>): Promise<void> {
  const pbx = await startPbx({ huntMembers: ['agent1'] });
  try {
    await work(pbx);
  } finally {
    await pbx.stop();
  }
}

const progress =
  (what: string) =>
  (index: number): void => {
    if (index % 25 === 0) say(`${what}: ${index} calls`);
  };

async function measureProduct(host: Host, condition: Condition): Promise<void> {
  await withPbx(async (pbx) => {
    const desk = await startProductDesk(host, condition, pbx);
    try {
      const onCall = progress(`${host}, ${condition}`);
      const results = await answerMany(pbx, desk, { count: callsPerCondition, onCall });
      print({ host, condition }, results);
      if (condition !== 'hidden') return;
      const rang = between(await desk.marks('invite'), await desk.marks('ringing')).slice(-callsPerCondition);
      printDistribution({ bench: 'phone', figure: 'hidden_ring_ms', host }, rang);
    } finally {
      await desk.stop();
    }
  });
}

async function measurePeer(peer: PeerName, condition: Condition): Promise<void> {
  await withPbx(async (pbx) => {
    const desk = await startPeerDesk(peer, condition, pbx);
    try {
      const onCall = progress(`${peer}, ${condition}`);
      const first = await answerMany(pbx, desk, { count: 1, onCall });
      const isSlow = first.some(({ clickToOkMs }) => clickToOkMs > slowMs);
      const count = (isSlow ? slowCalls : callsPerPeer) - first.length;
      print({ peer, condition }, [...first, ...(await answerRest(pbx, desk, count, onCall))]);
    } finally {
      await desk.stop();
    }
  });
}

/** warm already: one more call that is not counted would only cost time */
async function answerRest(
  pbx: Pbx,
  desk: AnsweringDesk,
  count: number,
  onCall: (index: number) => void,
): Promise<readonly Answered[]> {
  return count > 0 ? await answerMany(pbx, desk, { count, onCall, isWarm: true }) : [];
}

if (parts.includes('product'))
  for (const host of hosts) for (const condition of wanted) await measureProduct(host, condition);
if (parts.includes('peers'))
  for (const peer of Object.keys(peers) as PeerName[])
    for (const condition of wanted) if (condition !== 'hidden') await measurePeer(peer, condition);
if (parts.includes('reconnect')) for (const host of hosts) await measureReconnect(host);
