/** The report that is handed on says what was found and what to do, and lets nobody in. */
import { expect, it } from 'vitest';
import { lineAccountSchema } from '../../../core/settings/settings.ts';
import { logLine, publicUrl, testReport, type ReportWords } from './test-report.ts';
import { rowKey, rowsOf, type Checks } from './test-rows.ts';

const account = lineAccountSchema.parse({
  servers: ['wss://pbx.example:7443/ws?token=s3cret#s3cret', 'wss://second.example/'],
  domain: 'pbx.example',
  user: '8001',
  iceServers: [
    { urls: ['stun:stun.example:3478', 'turn:turn.example?transport=udp'], username: 'u', credential: 's3cret' },
    { urls: ['stun:stun.example:3478'] },
  ],
});
const rows = rowsOf(account);
const checks: Checks = {
  dns: { id: 'dns', state: 'passed', code: 'ok', detail: '10.0.0.1', ms: 3 },
  websocket: {
    id: 'websocket',
    state: 'failed',
    code: 'http-status',
    detail: 'wss://pbx.example:7443/ws?token=s3cret answered 404',
    ms: 12,
  },
  [rowKey({ id: 'ice', subject: 'stun:stun.example:3478' })]: {
    id: 'ice',
    subject: 'stun:stun.example:3478',
    state: 'failed',
    code: 'ice-unreachable',
    detail: '> 5000 ms',
    ms: 5003,
  },
};
const words: ReportWords = {
  title: 'Line test',
  servers: 'Servers:',
  user: 'User:',
  time: 'Time:',
  program: 'Program:',
  stateOf: (state) => `[${state}]`,
  nameOf: ({ id, subject }) => [id, subject].filter(Boolean).join(' '),
  saidOf: ({ id }) => `said ${id}`,
  todoOf: ({ id }) => [`first ${id}`, `then ${id}`],
};

it('has a row for every check, and one for each STUN or TURN address', () => {
  expect(rows.map(({ key }) => key)).toEqual([
    'dns',
    'tls',
    'websocket',
    'register',
    'round-trip',
    'ice stun:stun.example:3478',
    'ice turn:turn.example?transport=udp',
    'media',
    'microphone',
    'loopback',
  ]);
  expect(rowsOf(null).some(({ id }) => id === 'ice')).toBe(false);
});

it('says each check with what to do, and holds no secret', () => {
  const text = testReport(rows, checks, words, { account, program: '0.1.0 web', now: new Date(0) });
  expect(text).not.toContain('s3cret');
  const lines = text.split('\n');
  expect(lines).toEqual(expect.arrayContaining(['Servers: wss://pbx.example:7443/ws wss://second.example/']));
  expect(lines).toEqual(expect.arrayContaining(['[passed] dns 3 ms', '[open] microphone']));
  const at = lines.indexOf('[failed] ice stun:stun.example:3478 5003 ms');
  expect(lines.slice(at + 1, at + 5)).toEqual([
    '  said ice',
    '  ice/ice-unreachable > 5000 ms',
    '  - first ice',
    '  - then ice',
  ]);
});

it('fits the log in one line of codes', () => {
  const line = logLine(rows, checks);
  expect(line).toContain('dns passed ok 3; tls open;');
  expect(line).toContain('ice stun:stun.example:3478 failed ice-unreachable 5003');
  expect(line).not.toContain('s3cret');
});

it.each([
  ['wss://u:p@pbx.example/ws?x=1', 'wss://pbx.example/ws'],
  ['not a url?x=1', 'not a url'],
])('%s is told as %s', (url, told) => {
  expect(publicUrl(url)).toBe(told);
});
