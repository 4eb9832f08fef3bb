/** Both links, the two ends joined for real: a MessagePort pair (as in Electron) and a WebSocket on loopback (the web host). */
import { MessageChannel } from 'node:worker_threads';
import type { MessagePort as NodePort } from 'node:worker_threads';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { isDefinedError } from '@orpc/client';
import { implement } from '@orpc/server';
import { WebSocketServer } from 'ws';
import type { WebSocket as ServerSocket } from 'ws';
import { afterEach, describe, expect, test } from 'vitest';
import { contractVersion } from '../../core/contract/version.ts';
import { session } from '../../core/contract/session.ts';
import { tagsContract } from '../../core/contract/features.ts';
import type { FrameLink } from '../../core/link/frame-link.ts';
import { createDeskServer } from '../../desk/link/serve-desk.ts';
import { connectDesk, DeskUnreachable } from '../../renderer/desk-link/desk-client.ts';
import type { DeskLink } from '../../renderer/desk-link/desk-client.ts';
import type { LinkSource } from '../../renderer/desk-link/link-source.ts';
import { webSocketSource } from '../../renderer/desk-link/web-socket-source.ts';

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

interface Bed {
  readonly warnings: string[];
  /** streams whose `finally` ran on the service's side */
  ended: number;
  serve: (link: FrameLink) => void;
}

function createBed(): Bed {
  const warnings: string[] = [];
  const bed: Bed = { warnings, ended: 0, serve: () => undefined };
  const os = implement({ session, tags: tagsContract });
  const router = os.router({
    session: {
      hello: os.session.hello.handler(() => ({
        contractVersion,
        version: '0.0.0',
        host: 'web' as const,
        desk: 'desk',
        person: { name: 'Alice', extension: '', role: 'both' as const },
        policy: {
          version: 1,
          warnFrom: 50,
          gateFrom: 101,
          rejectFrom: 101,
          blockStatus: 607 as const,
          maskNumbers: false,
          keepDays: 180,
        },
        line: 'practice' as const,
        locked: [],
        warnings: [],
      })),
      ping: os.session.ping.handler(() => ({ at: 1 })),
      changes: os.session.changes.handler(async function* ({ signal }) {
        try {
          for (let seq = 1; ; seq++) {
            if (signal?.aborted === true) return;
            yield { topic: 'calls' as const, numbers: [], seq };
            await sleep(5);
          }
        } finally {
          bed.ended++;
        }
      }),
      holdLine: os.session.holdLine.handler(async function* () {
        yield { state: 'taken' as const, by: 'Bob' };
      }),
    },
    tags: {
      add: os.tags.add.handler(({ input, errors }) => {
        if (input.number === 'full') throw errors.NOT_SAVED({ data: { cause: 'disk-full', detail: 'SQLITE_FULL' } });
        return { id: input.id };
      }),
      withdraw: os.tags.withdraw.handler(() => ({})),
    },
  });
  bed.serve = createDeskServer(router, {
    warn: (message) => warnings.push(message),
    error: (message) => warnings.push(message),
  });
  return bed;
}

function nodePortLink(port: NodePort): FrameLink {
  let isOpen = true;
  port.once('close', () => {
    isOpen = false;
  });
  return {
    send(frame) {
      if (!isOpen) throw new Error('the link to the desk service is down');
      port.postMessage(frame);
    },
    onFrame: (listener) => void port.on('message', listener),
    onClose: (listener) => void port.once('close', listener),
    close: () => port.close(),
  };
}

interface Joined {
  readonly link: DeskLink;
  /** sends raw data to the service as a hostile view would */
  inject(data: unknown): void;
  /** the service's end goes away and, after a moment, another comes up */
  drop(): void;
}

const cleanUps: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

async function joinPorts(bed: Bed): Promise<Joined> {
  let view: NodePort | null = null;
  let give: (link: FrameLink) => void = () => undefined;
  const open = () => {
    const { port1, port2 } = new MessageChannel();
    view = port1;
    bed.serve(nodePortLink(port2));
    give(nodePortLink(port1));
  };
  const source: LinkSource = {
    start(onLink) {
      give = onLink;
      open();
      return () => view?.close();
    },
  };
  const link = connectDesk(source);
  cleanUps.push(() => link.stop());
  return {
    link,
    inject: (data) => view?.postMessage(data),
    drop: () => {
      view?.close();
      setTimeout(open, 50);
    },
  };
}

async function joinSockets(bed: Bed): Promise<Joined> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  const sockets = new Set<ServerSocket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    bed.serve({
      send: (frame) => socket.send(frame),
      onFrame: (listener) =>
        void socket.on('message', (data, isBinary) => listener(isBinary ? data : (data as Buffer).toString())),
      onClose: (listener) => void socket.once('close', listener),
      close: () => socket.close(),
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const url = `ws://127.0.0.1:${address.port}`;
  const link = connectDesk(webSocketSource(url));
  const hostile = new WebSocket(url);
  await new Promise((resolve) => hostile.addEventListener('open', resolve, { once: true }));
  cleanUps.push(async () => {
    link.stop();
    hostile.close();
    for (const socket of sockets) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    link,
    inject: (data) => hostile.send(data as string),
    drop: () => {
      for (const socket of sockets) socket.terminate();
    },
  };
}

async function until(condition: () => boolean, ms = 3_000): Promise<void> {
  const end = Date.now() + ms;
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited in vain');
    await sleep(5);
  }
}

const tag = { call: null, number: '+8613800138000', tag: 'loan', subtype: null } as const;

describe.each([
  ['MessagePort', joinPorts],
  ['WebSocket', joinSockets],
])('desk link over a %s', (_name, join) => {
  test('shakes hands and answers a call', async () => {
    const { link } = await join(createBed());
    await until(() => link.state.getState().state === 'connected');
    expect(await link.desk.tags.add({ id, ...tag })).toEqual({ id });
  });

  test('carries typed errors, and refuses wrong input before the handler', async () => {
    const { link } = await join(createBed());
    const full = await link.desk.tags.add({ id, ...tag, number: 'full' }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(full).toMatchObject({ code: 'NOT_SAVED', data: { cause: 'disk-full' } });
    expect(isDefinedError(full)).toBe(true);
    const wrong = await link.desk.tags.add({ id, ...tag, tag: 'nonsense' as 'loan' }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(wrong).toMatchObject({ code: 'BAD_REQUEST' });
  });

  test.each([
    ['not JSON', '{{{'],
    ['no payload', '{"i":"1"}'],
    ['an empty payload', '{"i":"1","p":{}}'],
    ['a URL that does not parse', '{"i":"1","p":{"u":"http://["}}'],
    ['another origin', '{"i":"1","p":{"u":"http://evil.example/x"}}'],
    ['an unknown type', '{"i":"1","t":9,"p":{"u":"/x"}}'],
    ['an event of a stream nobody opened', '{"i":"77","t":3,"p":{"e":"message"}}'],
    ['an abort of nothing', '{"i":"78","t":4}'],
    ['a prototype', '{"i":"1","p":{"u":"/session/ping","b":{"json":{"__proto__":{"x":1}}}}}'],
    ['a number as id', '{"i":1,"p":{"u":"/session/ping"}}'],
    ['an array', '[]'],
  ])('lives on after a malformed frame: %s', async (_what, frame) => {
    const { link, inject } = await join(createBed());
    await until(() => link.state.getState().state === 'connected');
    inject(frame);
    await nextTurn();
    expect(await link.desk.session.ping()).toEqual({ at: 1 });
  });

  test('ends a stream on both sides when its reader stops', async () => {
    const bed = createBed();
    const { link } = await join(bed);
    let last = 0;
    for await (const change of await link.desk.session.changes()) {
      last = change.seq;
      if (last === 5) break;
    }
    expect(last).toBe(5);
    await until(() => bed.ended === 1);
  });

  test('a link that drops ends its stream, and calls go on over the next one', async () => {
    const bed = createBed();
    const { link, drop } = await join(bed);
    await until(() => link.state.getState().state === 'connected');
    const stream = (async () => {
      for await (const change of await link.desk.session.changes()) if (change.seq === 3) drop();
    })();
    await expect(stream).rejects.toThrow();
    await until(() => bed.ended >= 1);
    expect(await link.desk.session.ping()).toEqual({ at: 1 });
    await until(() => link.state.getState().state === 'connected');
  });
});

test('without any link a call ends in DeskUnreachable, not in silence', async () => {
  const link = connectDesk({ start: () => () => undefined });
  cleanUps.push(() => link.stop());
  await expect(link.desk.session.ping()).rejects.toBeInstanceOf(DeskUnreachable);
});
