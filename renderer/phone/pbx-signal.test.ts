import { expect, it } from 'vitest';
import type { AgentMode } from '../../core/agent/agent-state.ts';
import { grantedSeconds, presenceBody } from './pbx-signal.ts';

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
