/**
 * `npm run bench -- soak`: what 500 answered calls cost, on both hosts: memory by process (PSS) at their end, processor time a
 * call, and how much the pages' heaps have grown after a garbage collection.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host, Product } from '../fixtures/product.ts';
import type { ElectronProduct } from '../fixtures/start-electron.ts';
import { call } from '../lab/caller.ts';
import type { Pbx } from '../lab/pbx.ts';
import { commandOf, treeOf } from '../specs/unbreakable/support/process-tree.ts';
import { callsWanted, hosts, say, withDesk } from './bench-desk.ts';
import { printValue } from './figures.ts';
import { heapsMb } from './heap.ts';
import { cpuMs, pssMb } from './process-cost.ts';

const callsPerHost = callsWanted(500);
/** agents' calls are minutes apart: what engines let go only at leisure is garbage at once and gone by then */
const restMs = 90_000;
/** caches, compiled code and the history's first page are no leak */
const warmUp = Math.min(20, callsPerHost);
const talkMs = 300;
const answerButton = `document.querySelector('.lwc-card:not([hidden]) .lwc-actions button')`;

async function oneCall(desk: Product, pbx: Pbx, index: number): Promise<void> {
  const caller = await call({ pbx, from: `1420004${String(index).padStart(4, '0')}` });
  try {
    await caller.ringing;
    // the card is deaf for its first 300 ms, and on a busy machine it shows late
    const isOver = { value: false };
    const answered = caller.answered.finally(() => (isOver.value = true));
    for (let wait = 450; !isOver.value; wait = 200) {
      await Promise.race([sleep(wait), answered.catch(() => undefined)]);
      if (!isOver.value) await desk.card.evaluate(`${answerButton}?.click()`);
    }
    await answered;
    await sleep(talkMs);
    await caller.hangUp();
  } finally {
    await caller.stop();
  }
}

/** name → pid of what the budget counts: the renderers of phone, card and main, and the desk service. */
async function processesOf(desk: Product): Promise<ReadonlyMap<string, number>> {
  const found = new Map([['desk', desk.deskPid()]]);
  if (desk.host === 'electron') {
    const windows = await (desk as ElectronProduct).app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(
        ({ webContents }) => [webContents.getURL(), webContents.getOSProcessId()] as const,
      ),
    );
    for (const [name, page] of [
      ['main', 'index'],
      ['phone', 'phone'],
      ['card', 'card'],
    ] as const) {
      const pid = windows.find(([url]) => url.includes(`/${page}.html`))?.[1];
      if (pid === undefined) throw new Error(`no window ${name}`);
      found.set(name, pid);
    }
    return found;
  }
  // phone and views share the tab; the browser keeps spare renderers that never did anything
  const renderers = treeOf(process.pid).filter((pid) => commandOf(pid).includes('--type=renderer'));
  const [tab] = renderers.toSorted((one, other) => cpuMs(other) - cpuMs(one));
  if (tab === undefined) throw new Error('no renderer');
  found.set('tab', tab);
  return found;
}

async function measure(host: Host): Promise<void> {
  await withDesk(host, {}, async (desk, pbx) => {
    const of = (figure: string, condition: string) => ({ bench: 'soak', figure, host, condition });
    for (let index = 0; index < warmUp; index += 1) await oneCall(desk, pbx, index);
    // ended calls stay for 5 s
    await sleep(6_000);
    const processes = await processesOf(desk);
    const heapBefore = await heapsMb(desk);
    const cpuBefore = new Map([...processes].map(([name, pid]) => [name, cpuMs(pid)]));
    for (let index = 0; index < callsPerHost; index += 1) {
      await oneCall(desk, pbx, warmUp + index);
      if (index % 50 === 49) say(`${host}: ${index + 1} calls`);
    }
    await sleep(6_000);
    const calls = `${callsPerHost} calls`;
    for (const [name, pid] of processes)
      printValue(of('cpu_ms_per_call', `${calls}, ${name}`), (cpuMs(pid) - (cpuBefore.get(name) ?? 0)) / callsPerHost);
    const printMemory = (when: string): void => {
      let memory = 0;
      for (const [name, pid] of processes) {
        const mb = pssMb(pid);
        memory += mb;
        printValue(of('pss_mb', `${when}, ${name}`), mb);
      }
      printValue(of('memory_mb', when), memory);
    };
    printMemory(`${calls} in a row`);
    await sleep(restMs);
    printMemory(`${calls}, ${restMs / 1000} s later`);
    printValue(of('heap_growth_mb', calls), (await heapsMb(desk)) - heapBefore);
    say(`${host}: done`);
  });
}

for (const host of hosts) await measure(host);
