import { UserAgent } from 'sip.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AgentMode } from '../../core/agent/agent-state.ts';
import { systemClock } from './clock.ts';
import { Line } from './line.ts';
import { grantedSeconds, presenceBody, shortCall } from './pbx-signal.ts';
import { FakeLine } from './test-support/fake-line.ts';
import { lineOptions } from './test-support/line-options.ts';

const userAgent = { configuration: { uri: 'sip:a&"<b@example.com' } } as unknown as Parameters<typeof presenceBody>[0];

it.each([
  [{ mode: 'ready', since: 0 }, 'open', 'ready', null],
  [{ mode: 'break', since: 0, reason: 'meal' }, 'closed', 'break meal', 'meal'],
  [{ mode: 'wrap-up', since: 0, until: null }, 'closed', 'wrap-up', 'busy'],
  [{ mode: 'not-ready', since: 0, why: 'missed' }, 'closed', 'not-ready', 'away'],
] as const)('%j is %s (RFC 3863), with what the agent does (RFC 4480)', (mode: AgentMode, basic, note, activity) => {
  const body = presenceBody(userAgent, mode);
  expect(body).toContain(`<basic>${basic}</basic>`);
  expect(body).toContain(`<note>${note}</note>`);
  if (activity === null) expect(body).not.toContain('activities');
  else expect(body).toContain(`<rpid:activities><rpid:${activity}/></rpid:activities>`);
  expect(body).toContain('entity="sip:a&amp;&quot;&lt;b@example.com"');
});

it.each([
  ['600', 600],
  ['3600', 3_600],
  ['7200', 3_600],
  ['0', 3_600],
  ['soon', 3_600],
  [undefined, 3_600],
] as const)('a publication that is kept for %j is good for %i s', (expires, seconds) =>
  expect(grantedSeconds(expires)).toBe(seconds),
);

describe('a feature code whose call forks', () => {
  let server: FakeLine;
  let line: Line;
  beforeEach(async () => {
    vi.useFakeTimers();
    server = new FakeLine();
    line = new Line(lineOptions({ createSocket: server.createSocket }));
    line.start();
    await vi.advanceTimersByTimeAsync(50);
  });
  afterEach(async () => {
    const stopping = line.stop();
    await vi.advanceTimersByTimeAsync(10_000);
    await stopping;
    vi.useRealTimers();
  });

  const call = async (): Promise<{ invite: string; over: Promise<unknown> }> => {
    const target = UserAgent.makeURI('sip:*45@company.example');
    if (target === undefined) throw new Error('no target');
    const over = shortCall(line.userAgent, target, 'v=0', systemClock).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(10);
    return { invite: sentTo('INVITE', '*45')[0] ?? '', over };
  };
  const answer = async (invite: string, who: string): Promise<void> => {
    const kept = invite.split('\r\n').filter((header) => /^(?:Via|From|Call-ID|CSeq):/.test(header));
    const to = `To: <sip:*45@company.example>;tag=${who}`;
    const contact = `Contact: <sip:${who}@pbx.example;transport=ws>`;
    const text = ['SIP/2.0 200 OK', ...kept, to, contact, 'Content-Length: 0', '', ''].join('\r\n');
    server.sockets[0]?.deliver(text);
    await vi.advanceTimersByTimeAsync(10);
  };
  const sentTo = (method: string, user: string): string[] =>
    server.received.filter((text) => text.startsWith(`${method} sip:${user}@`));

  it('has every answer acknowledged; the first stays its two seconds, the others are hung up on at once', async () => {
    const { invite, over } = await call();
    for (const who of ['one', 'two', 'three']) await answer(invite, who);
    for (const who of ['one', 'two', 'three']) expect(sentTo('ACK', who)).toHaveLength(1);
    for (const who of ['two', 'three']) expect(sentTo('BYE', who)).toHaveLength(1);
    expect(sentTo('BYE', 'one')).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(2000);
    expect(sentTo('BYE', 'one')).toHaveLength(1);
    expect(await over).toBeUndefined();
  });

  it('and one that is answered after it was given up is acknowledged and hung up on', async () => {
    const { invite, over } = await call();
    await vi.advanceTimersByTimeAsync(8000);
    expect(String(await over)).toMatch(/not answered/);
    await answer(invite, 'late');
    expect(sentTo('ACK', 'late')).toHaveLength(1);
    expect(sentTo('BYE', 'late')).toHaveLength(1);
  });
});
