/** Frames that no honest peer sends, on each link: dropped, said in the log, and everything goes on. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { lineOf, untilReady, usedProfile, ringingCard } from '../../fixtures/faults/line-desk.ts';
import { deskOf, enter, openSocket } from '../../fixtures/faults/desk-client.ts';
import type { Product } from '../../fixtures/product.ts';
import { startWebHost } from '../../fixtures/start-web.ts';
import { call } from '../../lab/caller.ts';
import { startPbx, type Pbx } from '../../lab/pbx.ts';
import { expect, test } from '../../fixtures/test.ts';

let pbx: Pbx;
test.beforeAll(async () => {
  pbx = await startPbx({ huntMembers: ['agent1'] });
});
test.afterAll(() => pbx.stop());

const hostile: readonly string[] = [
  '',
  'null',
  '[]',
  '{',
  '{"i":"1"}',
  '{"i":"1","p":{}}',
  '{"i":"1","p":{"u":"http://[bad"}}',
  '{"i":"1","p":{"u":"/__proto__/constructor"}}',
  '{"i":"1","p":{"u":"/session/hello","b":{"json":{"contractVersion":"one"}}}}',
  '{"i":"1","p":{"u":"/tags/add","b":{"json":{"id":5}}}}',
  '{"i":"2","t":3,"p":{"e":"message"}}',
  '{"i":"2","t":4}',
  '{"i":"2","t":99,"p":{}}',
  `{"i":"${'x'.repeat(70_000)}","p":{"u":"/"}}`,
  '['.repeat(50_000),
];

/** Opens further links to the desk service the way the page itself does, and speaks nonsense on them. */
async function nonsenseToDesk(page: Page): Promise<void> {
  await page.evaluate(async (frames) => {
    const url = `${location.origin.replace('http', 'ws')}/desk`;
    const socket = new WebSocket(url);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', reject);
    });
    for (const frame of frames) socket.send(frame);
    socket.send(new Uint8Array([0, 255, 1, 254]));
    // an honest question behind all that: its answer proves that what came before was dealt with
    socket.send(JSON.stringify({ i: 'last', p: { u: '/session/ping', b: { json: undefined } } }));
    await new Promise<void>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        if (String(data).includes('"last"')) resolve();
      });
    });
    socket.close();
  }, hostile);
}

async function expectWellAndLogged(desk: Product, said: RegExp): Promise<void> {
  const caller = await call({ pbx });
  const card = await ringingCard(desk);
  await expect(card).not.toContainText('尚未判定');
  await caller.hangUp();
  const log = path.join(desk.profile, 'logs', 'linewarden.log');
  await expect.poll(() => readFileSync(log, 'utf8')).toMatch(said);
}

test('malformed frames on the WebSocket to the desk service change nothing @web', async ({ start }) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  const pid = desk.deskPid();
  await nonsenseToDesk(desk.main);
  await expectWellAndLogged(desk, /malformed|frame/);
  expect(desk.deskPid()).toBe(pid);
});

test('malformed frames on the MessagePort to the desk service change nothing @electron', async ({ start }) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  const pid = desk.deskPid();
  // the page asks for its ports again as after a reload, and this time the spec takes them
  await desk.main.evaluate(async (frames) => {
    const port = await new Promise<MessagePort>((resolve) => {
      window.addEventListener(
        'message',
        (event: MessageEvent<{ linewardenPort?: string }>) => {
          if (event.data.linewardenPort !== 'desk' || !event.ports[0]) return;
          event.stopImmediatePropagation();
          resolve(event.ports[0]);
        },
        { capture: true },
      );
      (window as unknown as { linewarden: { ready(): void } }).linewarden.ready();
    });
    port.start();
    for (const frame of frames) port.postMessage(frame);
    for (const odd of [null, 7, { i: '1' }, new ArrayBuffer(8), ['x'], new Map([['i', 1]])]) port.postMessage(odd);
    port.postMessage(JSON.stringify({ i: 'last', p: { u: '/session/ping', b: {} } }));
    await new Promise<void>((resolve) => {
      port.addEventListener('message', ({ data }) => {
        if (String(data).includes('"last"')) resolve();
      });
    });
  }, hostile);
  await expectWellAndLogged(desk, /malformed|frame/);
  expect(desk.deskPid()).toBe(pid);
});

/** Says nonsense on a port to the phone, then something honest whose answer proves that all before it was dealt with. */
const nonsenseToPhone = async (port: MessagePort): Promise<void> => {
  const answered = new Promise<void>((resolve) => {
    port.addEventListener('message', ({ data }: MessageEvent<{ kind: string; id?: string }>) => {
      if (data.kind === 'failed' && data.id === 'last') resolve();
    });
  });
  for (const odd of [
    null,
    7,
    '{"kind":"command"}',
    { kind: 'command' },
    { kind: 'command', id: '1', command: { type: 'format-disk' } },
    { kind: 'command', id: '1', command: { type: 'dtmf', call: 'x', tones: 'hello' } },
    { kind: 'hello', version: 'x' },
    new ArrayBuffer(8),
    ['x'.repeat(100_000)],
  ])
    port.postMessage(odd);
  port.postMessage({ kind: 'command', id: 'last', command: { type: 'answer', call: 'no-such-call' } });
  await answered;
};

test('malformed frames on the phone’s port change nothing @electron', async ({ start }) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  const port = await desk.main.evaluateHandle(
    () =>
      new Promise<MessagePort>((resolve) => {
        window.addEventListener(
          'message',
          (event: MessageEvent<{ linewardenPort?: string }>) => {
            if (event.data.linewardenPort !== 'phone' || !event.ports[0]) return;
            event.stopImmediatePropagation();
            event.ports[0].start();
            resolve(event.ports[0]);
          },
          { capture: true },
        );
        (window as unknown as { linewarden: { ready(): void } }).linewarden.ready();
      }),
  );
  await port.evaluate(nonsenseToPhone);
  await expectWellAndLogged(desk, /a frame to the phone was dropped/);
});

test('malformed frames on the phone’s port change nothing @web', async ({ start }) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  // phone and views share the page: the view's end of their channel is kept as the page makes it
  await desk.main.addInitScript(() => {
    const kept: MessagePort[] = [];
    Object.assign(window, { keptPorts: kept });
    window.MessageChannel = new Proxy(MessageChannel, {
      construct(real) {
        const channel = new real();
        kept.push(channel.port2);
        return channel;
      },
    });
  });
  // a tab that was started before starts by itself
  await desk.main.reload();
  await untilReady(desk);
  const port = await desk.main.evaluateHandle(() => {
    const { keptPorts } = window as unknown as { keptPorts: MessagePort[] };
    // the phone greets whoever says hello; React's own channel does not
    return new Promise<MessagePort>((resolve) => {
      for (const each of keptPorts) {
        each.addEventListener('message', ({ data }: MessageEvent<{ kind?: string } | null>) => {
          if (data?.kind === 'snapshot') resolve(each);
        });
        each.postMessage({ kind: 'hello', version: 1 });
      }
    });
  });
  await port.evaluate(nonsenseToPhone);
  await expectWellAndLogged(desk, /a frame to the phone was dropped/);
});

test('a tab of an older contract loads itself again, once, and then works @web', async ({ start }) => {
  const desk = await start({ profile: usedProfile(), provision: lineOf(pbx) });
  await untilReady(desk);
  const page = await desk.main.context().newPage();
  let loads = 0;
  page.on('load', () => loads++);
  // the page as the version before this one was: its greeting names the older contract
  await page.route('**/assets/*.js', async (route) => {
    if (loads > 0) return route.continue();
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({ response, body: text.replaceAll(/contractVersion:\s*[\w$]+/g, 'contractVersion:0') });
  });
  await page.goto(new URL('/', desk.main.url()).href);
  await expect.poll(() => loads, { timeout: 40_000 }).toBe(2);
  await expect(page.locator('.lw-headline')).toBeVisible({ timeout: 40_000 });
  expect(loads).toBe(2);
});

test('strangers are refused by the link: no cookie, a wrong origin, a used token @web', async () => {
  const host = await startWebHost({ profile: usedProfile() });
  try {
    const session = await deskOf(host);
    session.stop();
    await expect(enter(host.url)).rejects.toThrow(/403/);
    const origin = new URL(host.url).origin;
    await expect(openSocket({ origin, cookie: 'linewarden=guess' })).rejects.toThrow(/403/);
  } finally {
    await host.stop();
  }
});
