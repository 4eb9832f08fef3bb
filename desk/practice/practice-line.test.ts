import { request as httpRequest } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startPracticeLine, type PracticeChange, type PracticeLine } from './practice-line.ts';
import { parseDigest } from '../sip/digest.ts';
import type { SipMessage, SipResponse } from '../sip/message.ts';
import { ManualClock } from './test-support/manual-clock.ts';
import { authorize, ORIGIN, TestDesk } from './test-support/test-desk.ts';
import { assetsFixture, type AssetsFixture } from './test-support/tone.ts';

let assets: AssetsFixture;
let line: PracticeLine;
let clock: ManualClock;
const warnings: string[] = [];
const log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (fields: object, message: string) => void warnings.push(`${message} ${JSON.stringify(fields)}`),
};

beforeAll(async () => {
  assets = await assetsFixture();
});
afterAll(() => assets.remove());
beforeEach(async () => {
  warnings.length = 0;
  clock = new ManualClock();
  line = await startPracticeLine({ assetsDir: assets.dir, isAllowedOrigin: (o) => o === ORIGIN, log, clock });
});
afterEach(async () => {
  const stopped = line.stop();
  clock.advance(1000);
  await stopped;
});

const refusedWith = (url: string, protocols: string[], origin: string, host?: string): Promise<number> =>
  new Promise((resolve) => {
    const ws = new WebSocket(url, protocols, { origin, ...(host === undefined ? {} : { headers: { Host: host } }) });
    ws.on('error', () => undefined);
    ws.on('unexpected-response', (_req, res) => resolve(res.statusCode ?? 0));
    ws.on('open', () => resolve(101));
  });

describe('the door', () => {
  it('opens only to an allowed origin, by its own name, with the SIP subprotocol', async () => {
    expect(await refusedWith(line.url, ['sip'], ORIGIN)).toBe(101);
    expect(await refusedWith(line.url, ['sip'], 'https://evil.example')).toBe(403);
    expect(await refusedWith(line.url, ['sip'], ORIGIN, 'rebound.example')).toBe(403);
    expect(await refusedWith(line.url, ['chat'], ORIGIN)).toBe(400);
    expect(await refusedWith(`${line.url}/other`, ['sip'], ORIGIN)).toBe(404);
    const plain = await new Promise<number>((resolve) => {
      httpRequest(line.url.replace('ws:', 'http:'), (res) => resolve(res.resume().statusCode ?? 0)).end();
    });
    expect(plain).toBe(426);
  });

  it('admits eight sockets', async () => {
    for (let i = 0; i < 8; i++) await TestDesk.connect(line);
    expect(await refusedWith(line.url, ['sip'], ORIGIN)).toBe(503);
  });

  it('cuts off a frame over the limit, and only that socket', async () => {
    const [bad, good] = [await TestDesk.connect(line), await TestDesk.registered(line)];
    bad.send('x'.repeat(70_000));
    await bad.closed();
    expect((await good.register()).status).toBe(200);
  });
});

describe('registration', () => {
  it('challenges, accepts, tells the listeners, and names no secret', async () => {
    const changes: PracticeChange[] = [];
    line.onChange((change) => changes.push(change));
    const desk = await TestDesk.connect(line);
    const response = await desk.register();
    expect(response.status).toBe(200);
    expect(response.headers.first('contact')).toBe(`<${desk.contact}>;expires=120`);
    expect(line.registered).toBe(true);
    expect(changes).toEqual([{ type: 'registration', registered: true }]);
    expect(warnings).toEqual([]);
  });

  it('refuses a wrong password or user with 403', async () => {
    const desk = await TestDesk.connect(line);
    const { user, password } = line.credentials;
    expect((await desk.register({ credentials: { user, password: 'wrong' } })).status).toBe(403);
    expect((await desk.register({ credentials: { user: 'other', password } })).status).toBe(403);
    expect(line.registered).toBe(false);
  });

  it('asks again, without blame, for a nonce of another socket', async () => {
    const [one, two] = [await TestDesk.connect(line), await TestDesk.connect(line)];
    one.request('REGISTER', 'sip:practice.invalid');
    const challenge = await one.takeResponse('REGISTER');
    const header = authorize(challenge, 'REGISTER', 'sip:practice.invalid', line.credentials);
    two.request('REGISTER', 'sip:practice.invalid', { headers: [['Authorization', header]] });
    const again = await two.takeResponse('REGISTER');
    expect(again.status).toBe(401);
    expect(parseDigest(again.headers.first('www-authenticate') ?? '')?.get('stale')).toBe('true');
  });

  it('goes by unregistering, by time, and with its socket', async () => {
    const changes: boolean[] = [];
    line.onChange((change) => change.type === 'registration' && changes.push(change.registered));
    const desk = await TestDesk.registered(line);
    await desk.register({ headers: [['Contact', `<${desk.contact}>;expires=0`]] });
    expect(line.registered).toBe(false);
    await desk.register();
    clock.advance(120_002);
    expect(line.registered).toBe(false);
    await desk.register();
    desk.socket.terminate();
    while (changes.length < 6) await new Promise((resolve) => setTimeout(resolve, 5));
    expect(changes).toEqual([true, false, true, false, true, false]);
  });

  it('refuses another address of record, and too short a time', async () => {
    const desk = await TestDesk.connect(line);
    const short = await desk.register({ headers: [['Contact', `<${desk.contact}>;expires=2`]] });
    expect([short.status, short.headers.first('min-expires')]).toEqual([423, '10']);
    desk.request('REGISTER', 'sip:practice.invalid', { to: '<sip:boss@practice.invalid>' });
    const challenge = await desk.takeResponse('REGISTER');
    const header = authorize(challenge, 'REGISTER', 'sip:practice.invalid', line.credentials);
    const headers = [['Authorization', header] as const];
    desk.request('REGISTER', 'sip:practice.invalid', { to: '<sip:boss@practice.invalid>', headers });
    expect((await desk.takeResponse('REGISTER')).status).toBe(404);
  });

  it('lets two desks register, and rings the later one', async () => {
    const [first, second] = [await TestDesk.registered(line), await TestDesk.registered(line)];
    line.ring('long');
    expect((await second.takeRequest('INVITE')).uri).toBe(second.contact);
    expect(first.has('INVITE')).toBe(false);
  });
});

const odd = (change: (t: string) => string): string =>
  change(
    'OPTIONS sip:x@practice.invalid SIP/2.0\r\nVia: SIP/2.0/WS a.invalid;branch=z9hG4bKa\r\nFrom: <sip:a@b>;tag=1\r\n' +
      'To: <sip:a@b>\r\nCall-ID: q\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n',
  );
const alive = (m: SipMessage): m is SipResponse => m.kind === 'response' && m.callId === 'alive';

describe('other requests', () => {
  it('answers OPTIONS, keep-alives, unknown methods and unknown dialogs', async () => {
    const desk = await TestDesk.registered(line);
    const count = desk.raw.length;
    desk.send('\r\n\r\n');
    desk.request('OPTIONS', 'sip:practice.invalid');
    expect((await desk.takeResponse('OPTIONS')).status).toBe(200);
    expect(desk.raw[count]).toBe('\r\n');
    for (const [method, status] of [
      ['PUBLISH', 405],
      ['DANCE', 405],
      ['BYE', 481],
      ['INFO', 481],
      ['NOTIFY', 481],
      ['CANCEL', 481],
      ['REFER', 603],
    ] as const) {
      desk.request(method, 'sip:practice.invalid');
      const response = await desk.takeResponse(method);
      expect([method, response.status]).toEqual([method, status]);
      if (status === 405) expect(response.headers.first('allow')).toContain('INVITE');
    }
    desk.request('OPTIONS', 'sip:practice.invalid', { headers: [['Require', '100rel']] });
    const required = await desk.takeResponse('OPTIONS');
    expect([required.status, required.headers.first('unsupported')]).toEqual([420, '100rel']);
  });

  it('answers 400 or 505 to what is malformed, ignores what cannot be answered, and lives on', async () => {
    const desk = await TestDesk.registered(line);
    for (const [status, change] of [
      [400, (t: string) => t.replace('Content-Length: 0', 'Content-Length: 9')],
      [400, (t: string) => t.replace('1 OPTIONS', '1 BYE')],
      [505, (t: string) => t.replace('SIP/2.0\r\n', 'SIP/3.0\r\n')],
      [400, (t: string) => t.replace('OPTIONS sip:', 'OPTIONS  sip:')],
    ] as const) {
      desk.send(odd(change));
      const response = await desk.take(
        (m): m is typeof m & { kind: 'response'; status: number } => m.kind === 'response',
      );
      expect(response.status).toBe(status);
    }
    for (const junk of [
      '',
      'hello',
      '\r\n',
      '\0\0\0\0\0',
      'ACK x\r\n\r\n',
      'SIP/2.0 200 OK\r\n\r\n',
      '{"json": true}',
    ]) {
      desk.send(junk);
    }
    desk.socket.send(Buffer.from([0xff, 0xfe, 0, 1, 2, 3, 4, 5, 6, 7]));
    desk.request('OPTIONS', 'sip:practice.invalid');
    expect((await desk.takeResponse('OPTIONS')).status).toBe(200);
    expect(warnings.filter((w) => w.includes('failed at a message'))).toEqual([]);
  });

  it('survives hostile messages of every kind from a registered desk', async () => {
    const desk = await TestDesk.registered(line);
    const call = line.ring('long');
    const invite = await desk.takeRequest('INVITE');
    const toUs = `<sip:14200281101@practice.invalid>;tag=${invite.from.params.get('tag') ?? ''}`;
    const sdp = invite.body;
    const value = fc.oneof(
      fc.string({ maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, '')),
      fc.constantFrom(
        '<sip:a@b>',
        '<sip:14200281102@practice.invalid>',
        '*',
        '0',
        '-1',
        '99999999999',
        '"',
        '<',
        ';;;',
        ',,,',
      ),
      fc.constantFrom(
        'Digest',
        'Digest realm="practice.invalid"',
        'application/sdp',
        'application/dtmf-relay',
        'x'.repeat(9000),
      ),
      fc.constant('<sip:a@b?Replaces=%zz%3Bto-tag%3D1>'),
    );
    const message = fc.record({
      method: fc.constantFrom(
        'REGISTER',
        'INVITE',
        'ACK',
        'BYE',
        'CANCEL',
        'OPTIONS',
        'INFO',
        'NOTIFY',
        'REFER',
        'UPDATE',
        'toString',
      ),
      uri: fc.constantFrom('sip:practice.invalid', 'sip:14200281101@practice.invalid', 'tel:1', 'x:y', 'sip:%00@h'),
      to: fc.constantFrom(toUs, '<sip:desk@practice.invalid>', 'sip:a@b;tag=', '<x:y>'),
      callId: fc.constantFrom(invite.callId, 'a', '__proto__'),
      branch: fc.constantFrom(invite.branch, 'z9hG4bK', 'a'),
      headers: fc.array(
        fc.tuple(
          fc.constantFrom(
            'Contact',
            'Expires',
            'Authorization',
            'Content-Type',
            'Refer-To',
            'Require',
            'Event',
            'constructor',
          ),
          value,
        ),
        { maxLength: 4 },
      ),
      body: fc.oneof(
        fc.constant(''),
        fc.constant(sdp),
        fc.constant('v=0\r\nm=audio 9 x 8\r\n'),
        fc.string({ maxLength: 60 }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { minLength: 20, maxLength: 40 }),
        fc.integer({ min: 100, max: 699 }),
        async (all, status) => {
          for (const { method, uri, ...rest } of all) desk.request(method, uri, rest);
          desk.reply({ ...invite, headers: invite.headers }, status, 'x', 'v=0');
          desk.request('OPTIONS', 'sip:practice.invalid', { callId: 'alive', to: '<sip:practice.invalid>' });
          expect((await desk.take(alive)).status).toBe(200);
        },
      ),
      { numRuns: 20 },
    );
    expect(warnings.filter((w) => w.includes('failed'))).toEqual([]);
    call.cancel();
  });

  it('lets nobody call who is not registered', async () => {
    const desk = await TestDesk.connect(line);
    desk.request('INVITE', 'sip:14200281101@practice.invalid');
    expect((await desk.takeResponse('INVITE')).status).toBe(403);
  });
});

describe('the line', () => {
  it('fails in words when nobody is there, nobody is meant, or it is over', async () => {
    const attempt = (id: string): unknown => {
      try {
        return line.ring(id);
      } catch (error) {
        return error;
      }
    };
    expect(attempt('long')).toMatchObject({ code: 'no-desk' });
    expect(attempt('nobody')).toMatchObject({ code: 'unknown-caller' });
    await line.stop();
    expect(attempt('long')).toMatchObject({ code: 'stopped' });
  });

  it('does not start with half a cast', async () => {
    const broken = await assetsFixture();
    const start = (): Promise<PracticeLine> =>
      startPracticeLine({ assetsDir: broken.dir, isAllowedOrigin: () => true, log });
    await writeFile(join(broken.dir, 'short.al'), '');
    await expect(start()).rejects.toMatchObject({ code: 'bad-recording' });
    await writeFile(join(broken.dir, 'callers.json'), '[{"id": "x"}]');
    await expect(start()).rejects.toMatchObject({ code: 'bad-callers', message: expect.stringContaining('0.number') });
    await broken.remove();
    await expect(start()).rejects.toMatchObject({ code: 'bad-callers' });
  });

  it('starts with the eight callers that are shipped', async () => {
    const assetsDir = fileURLToPath(new URL('../../assets/practice', import.meta.url));
    const shipped = await startPracticeLine({ assetsDir, isAllowedOrigin: () => true, log });
    expect(shipped.callers).toHaveLength(8);
    await shipped.stop();
  });

  it('has another password at each start', async () => {
    const other = await startPracticeLine({ assetsDir: assets.dir, isAllowedOrigin: () => true, log });
    expect(other.credentials.password).not.toBe(line.credentials.password);
    await other.stop();
  });
});
