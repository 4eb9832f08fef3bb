import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LineState } from '../../core/contract/phone.ts';
import type { Registration as Account } from '../../core/contract/session.ts';
import { Line, patienceMs } from './line.ts';
import { FakeLine } from './test-support/fake-line.ts';
import { aliceAccount as account, lineOptions } from './test-support/line-options.ts';

let states: LineState[];
let restored: number;
let isIdle: boolean;
let invited: number;
const lines: Line[] = [];

function start(server: FakeLine, part: Partial<Account> = {}): Line {
  const line = new Line(
    lineOptions({
      account: { ...account, ...part },
      createSocket: server.createSocket,
      isIdle: () => isIdle,
      onState: (state) => states.push(state),
      onRestored: () => (restored += 1),
      onInvite: () => (invited += 1),
    }),
  );
  lines.push(line);
  line.start();
  return line;
}
const now = (): LineState['state'] | undefined => states.at(-1)?.state;

beforeEach(() => {
  vi.useFakeTimers();
  states = [];
  restored = 0;
  isIdle = true;
  invited = 0;
});
afterEach(async () => {
  const stopping = lines.splice(0).map((line) => line.stop());
  await vi.advanceTimersByTimeAsync(10_000);
  await Promise.all(stopping);
  vi.useRealTimers();
});

describe("Alice's line", () => {
  it('registers with digest at the first server and says where', async () => {
    const server = new FakeLine();
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    expect(states.at(-1)).toMatchObject({ state: 'registered', server: 'wss://one.example' });
    expect(server.registers()).toHaveLength(2);
    expect(server.registers()[1]).toMatch(/^Authorization: Digest .*username="alice"/m);
    expect(server.registers()[1]).not.toContain('secret');
  });

  it('goes to the second server when the first refuses the connection', async () => {
    const server = new FakeLine({ dead: new Set(['wss://one.example']) });
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    expect(states.at(-1)).toMatchObject({ state: 'registered', server: 'wss://two.example' });
  });

  it('with a wrong password is refused, and never tries again by itself, not even elsewhere', async () => {
    const server = new FakeLine({ register: () => ({ status: 403, phrase: 'Forbidden' }) });
    const line = start(server);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(states.at(-1)).toMatchObject({ state: 'refused', trouble: 'wrong-password', detail: '403 Forbidden' });
    expect(server.registers()).toHaveLength(2);
    line.networkChanged();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(server.registers()).toHaveLength(2);
    line.retry();
    await vi.advanceTimersByTimeAsync(50);
    expect(server.registers()).toHaveLength(4);
  });

  it('of an unknown user is refused as such', async () => {
    start(new FakeLine({ register: () => ({ status: 404, phrase: 'Not Found' }) }));
    await vi.advanceTimersByTimeAsync(50);
    expect(states.at(-1)).toMatchObject({ state: 'refused', trouble: 'unknown-user' });
  });

  it('backs off when no server is there, and says when it tries next', async () => {
    const server = new FakeLine({ dead: new Set(account.servers) });
    start(server);
    await vi.advanceTimersByTimeAsync(120_000);
    const waits = states.flatMap((state) => (state.state === 'retrying' ? [state] : []));
    expect(waits[0]).toMatchObject({ attempt: 2, trouble: 'refused-connection' });
    const gaps = waits.map(({ nextAt }, at) => nextAt - (waits[at - 1]?.nextAt ?? nextAt));
    expect(Math.max(...gaps)).toBeGreaterThan(20_000);
    // doubling: two minutes see no more than eleven rounds of two servers
    expect(server.urls.length).toBeLessThanOrEqual(22);
    expect(new Set(waits.map(({ since }) => since)).size).toBe(1);
  });

  it('waits for a server that was just there less long than for a network that it does not know', () => {
    expect([0, 1, 2, 9].map((attempt) => patienceMs(attempt, true))).toEqual([1500, 3000, 4000, 4000]);
    expect(patienceMs(0, false)).toBe(4000);
  });

  it('honours Retry-After of a 503', async () => {
    const server = new FakeLine({ register: () => ({ status: 503, phrase: 'Busy', headers: ['Retry-After: 60'] }) });
    start(server, { servers: ['wss://one.example'] });
    await vi.advanceTimersByTimeAsync(59_000);
    expect(server.urls).toHaveLength(1);
    expect(states.at(-1)).toMatchObject({ state: 'retrying', trouble: 'server-error' });
    await vi.advanceTimersByTimeAsync(2000);
    expect(server.registers().length).toBeGreaterThan(2);
  });

  it('is back at once after a dropped socket, and says that it was restored', async () => {
    const server = new FakeLine();
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    server.sockets[0]?.drop();
    expect(now()).toBe('registered');
    await vi.advanceTimersByTimeAsync(1);
    expect(states.at(-1)).toMatchObject({ state: 'retrying', trouble: 'lost-connection' });
    await vi.advanceTimersByTimeAsync(300);
    expect(now()).toBe('registered');
    expect(restored).toBe(1);
  });

  it('sees within 14 s that a server answers nothing any more', async () => {
    const server = new FakeLine();
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    server.answersOptions = false;
    await vi.advanceTimersByTimeAsync(14_050);
    expect(states.map(({ state }) => state)).toContain('retrying');
    expect(server.sockets[0]?.isClosed).toBe(true);
  });

  it('does not take what SIP.js makes up for an answer: nothing could be sent', async () => {
    const server = new FakeLine();
    const line = start(server);
    await vi.advanceTimersByTimeAsync(50);
    const answers: boolean[] = [];
    const ask = async (): Promise<void> => void answers.push(await line.answers());
    void ask();
    await vi.advanceTimersByTimeAsync(50);
    expect(answers).toEqual([true]);
    const [socket] = server.sockets;
    if (socket === undefined) throw new Error('no socket');
    socket.send = () => {
      throw new Error('full');
    };
    void ask();
    await vi.advanceTimersByTimeAsync(50);
    expect(answers).toEqual([true, false]);
    expect(socket.isClosed).toBe(false);
    // and a connection that carries nothing is given up
    await vi.advanceTimersByTimeAsync(14_000);
    expect(socket.isClosed).toBe(true);
    expect(now()).toBe('registered');
  });

  it('refreshes at half of its life with the same Call-ID and a higher CSeq', async () => {
    const server = new FakeLine();
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    await vi.advanceTimersByTimeAsync(151_000);
    const registers = server.registers();
    expect(registers.length).toBe(4);
    const of = (header: string): string[] =>
      registers.map((r) => new RegExp(`^${header}: (\\S+)`, 'm').exec(r)?.[1] ?? '');
    expect(new Set(of('Call-ID')).size).toBe(1);
    expect(of('CSeq').map(Number)).toEqual([1, 2, 3, 4]);
  });

  it('asks again with the shortest time that the registrar takes (423)', async () => {
    const server = new FakeLine({
      register: (request) =>
        request.includes('expires=3600')
          ? { status: 200, phrase: 'OK' }
          : { status: 423, phrase: 'Interval Too Brief', headers: ['Min-Expires: 3600'] },
    });
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    expect(now()).toBe('registered');
  });

  it('reconnects when the network changed, once for a burst of announcements', async () => {
    const server = new FakeLine();
    const line = start(server);
    await vi.advanceTimersByTimeAsync(50);
    for (let i = 0; i < 5; i += 1) line.networkChanged();
    await vi.advanceTimersByTimeAsync(400);
    expect(now()).toBe('registered');
    expect(server.sockets).toHaveLength(2);
  });

  it('survives what is no SIP at all', async () => {
    const server = new FakeLine();
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    for (const junk of [
      '',
      '\r\n',
      'INVITE',
      'SIP/2.0 200 OK\r\n\r\n',
      `INVITE sip:a SIP/2.0\r\nVia: ${'x'.repeat(70_000)}`,
      '\0\0',
      'SIP/2.0 999999 \r\nVia: y\r\n\r\n',
    ])
      server.sockets[0]?.deliver(junk);
    await vi.advanceTimersByTimeAsync(11_000);
    expect(now()).toBe('registered');
  });

  it('says that it takes no UPDATE, so that sessions are refreshed by re-INVITE (RFC 3311 4, RFC 4028 7.4)', async () => {
    const server = new FakeLine();
    const line = start(server);
    await vi.advanceTimersByTimeAsync(50);
    const update = (more: string): string =>
      [
        `UPDATE ${line.userAgent.contact.uri.toString()} SIP/2.0`,
        `Via: SIP/2.0/WS pbx.example;branch=z9hG4bK${more === '' ? 'out' : 'in'}`,
        'Max-Forwards: 70',
        'From: <sip:bob@carrier.example>;tag=caller',
        `To: <sip:alice@company.example>${more}`,
        'Call-ID: update',
        'CSeq: 2 UPDATE',
        'Supported: timer',
        'Session-Expires: 1800;refresher=uac',
        'Content-Length: 0',
        '',
        '',
      ].join('\r\n');
    for (const more of ['', ';tag=desk']) {
      server.sockets[0]?.deliver(update(more));
      await vi.advanceTimersByTimeAsync(10);
      const answer = server.received.at(-1) ?? '';
      expect(answer).toMatch(/^SIP\/2\.0 405 /);
      expect(/^Allow: (.*)\r$/m.exec(answer)?.[1]?.split(',')).toEqual(expect.arrayContaining(['INVITE', 'BYE']));
      expect(answer).not.toMatch(/^Allow: .*UPDATE/m);
    }
  });

  it('is proved at once and again every 15 s, by an OPTIONS that comes back to it', async () => {
    const server = new FakeLine({ toUser: 'back' });
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    const first = states.at(-1);
    expect(first).toMatchObject({ state: 'registered', proof: 'proved' });
    await vi.advanceTimersByTimeAsync(15_000);
    const second = states.at(-1);
    expect(second).toMatchObject({ state: 'registered', proof: 'proved' });
    const provedAt = (state: LineState | undefined): number => (state?.state === 'registered' && state.provedAt) || 0;
    expect(provedAt(second) - provedAt(first)).toBeGreaterThanOrEqual(15_000);
    expect(server.registers()).toHaveLength(2);
  });

  it('is registered but not proved at a PBX that answers in its place, which costs no registrations', async () => {
    const server = new FakeLine({ toUser: 'answers' });
    start(server);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(states.at(-1)).toMatchObject({ state: 'registered', proof: 'unproved', provedAt: null });
    expect(server.registers()).toHaveLength(2);
    expect(server.sockets).toHaveLength(1);
  });

  it('sees within 20 s that its binding is gone, and registers again', async () => {
    const server = new FakeLine({ toUser: 'back' });
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    server.forget();
    await vi.advanceTimersByTimeAsync(15_050);
    expect(server.registers().length).toBeGreaterThan(2);
    expect(states.slice(-2)).toMatchObject([{ proof: 'unproved' }, { proof: 'proved' }]);
    expect(server.sockets).toHaveLength(1);
  });

  it('makes the connection anew where registering again did not help, once, and then leaves the PBX alone', async () => {
    const server = new FakeLine({ toUser: 'back' });
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    server.toUser = 'silent';
    await vi.advanceTimersByTimeAsync(30_000);
    expect(server.sockets).toHaveLength(2);
    const before = server.registers().length;
    await vi.advanceTimersByTimeAsync(100_000);
    expect(server.sockets).toHaveLength(2);
    expect(server.registers()).toHaveLength(before);
    expect(states.at(-1)).toMatchObject({ state: 'registered', proof: 'unproved' });
  });

  it('proves itself by a test call once an hour, which nobody sees and which is cancelled as soon as it arrives', async () => {
    const server = new FakeLine({ toUser: 'back' });
    start(server);
    await vi.advanceTimersByTimeAsync(55_000);
    const calls = (): string[] => server.received.filter((message) => message.startsWith('INVITE'));
    expect(calls()).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(calls()).toHaveLength(1);
    expect(server.received.filter((message) => message.startsWith('CANCEL'))).toHaveLength(1);
    expect(server.received.filter((message) => message.startsWith('SIP/2.0 487'))).toHaveLength(1);
    expect(server.received.filter((message) => message.startsWith('ACK'))).toHaveLength(1);
    expect(invited).toBe(0);
    expect(states.at(-1)).toMatchObject({ proof: 'proved' });
    await vi.advanceTimersByTimeAsync(3_500_000);
    expect(calls()).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(calls()).toHaveLength(2);
    expect(invited).toBe(0);
  });

  it('goes back to the preferred server when that is there again, but not in a call', async () => {
    const dead = new Set(['wss://one.example']);
    const server = new FakeLine({ dead });
    start(server);
    await vi.advanceTimersByTimeAsync(50);
    expect(states.at(-1)).toMatchObject({ state: 'registered', server: 'wss://two.example' });
    await vi.advanceTimersByTimeAsync(35_000);
    expect(states.at(-1)).toMatchObject({ server: 'wss://two.example' });
    dead.clear();
    isIdle = false;
    await vi.advanceTimersByTimeAsync(300_000);
    expect(states.at(-1)).toMatchObject({ server: 'wss://two.example' });
    isIdle = true;
    await vi.advanceTimersByTimeAsync(61_000);
    expect(states.at(-1)).toMatchObject({ state: 'registered', server: 'wss://one.example' });
    expect(states.map(({ state }) => state)).not.toContain('retrying');
    // the binding at the other server was removed (asked, challenged, asked again)
    expect(server.registers().filter((message) => message.includes('expires=0'))).toHaveLength(2);
  });

  it('un-registers its contact when it stops', async () => {
    const server = new FakeLine();
    const line = start(server);
    await vi.advanceTimersByTimeAsync(50);
    const stopping = line.stop();
    await vi.advanceTimersByTimeAsync(50);
    await stopping;
    expect(server.registers().at(-1)).toMatch(/^Contact: .*expires=0/m);
    expect(server.sockets[0]?.isClosed).toBe(true);
  });
});
