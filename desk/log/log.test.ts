import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { logFileName, openLog, openRotatingFile } from './log.ts';
import { maskNumbers, redactText, redactValue } from './redact.ts';
import { createSipTrace, traceFileName } from './sip-trace.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'linewarden-log-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('redaction', () => {
  it.each([
    ['13800138000', '138****8000'],
    ['caller +86 138 0013 8000 rang', 'caller +861****8000 rang'],
    ['010-8888 6666', '010****6666'],
    ['sip:13800138000@line.example', 'sip:138****8000@line.example'],
    ['8888666', '****666'],
  ])('masks the number in %s', (text, expected) => expect(maskNumbers(text)).toBe(expected));

  it.each([
    '2026-11-24T07:27:00.000Z',
    '127.0.0.1:54321',
    'version 0.1.0',
    '607 Unwanted',
    '01KAV3J4M5N6P7Q8R9S0T1V2W3',
  ])('leaves %s alone', (text) => expect(maskNumbers(text)).toBe(text));

  it.each([
    'Authorization: Digest username="1001", response="0123abc", nonce="n"',
    'proxy-authorization: Basic aGk6c2VjcmV0',
    'wss://me:s3cret@pbx.example/ws',
    'http://127.0.0.1:1/?token=s3cret&x=1',
    '{"password":"s3cr\\"et"}',
  ])('takes the secret out of %s', (text) => {
    const redacted = redactText(text);
    expect(redacted).toContain('[redacted]');
    expect(redacted).not.toMatch(/s3cr|0123abc|aGk6/);
  });

  it('walks into objects, errors and lists', () => {
    const text = JSON.stringify(
      redactValue({
        account: { user: 'a', password: 'hunter2' },
        list: [{ ha1: 'x' }],
        error: new Error('token=hunter2'),
      }),
    );
    expect(text).not.toContain('hunter2');
    expect(text).toContain('"ha1":"[redacted]"');
  });
});

describe('the log file', () => {
  it('is 0600 JSON lines with source, without numbers and secrets', async () => {
    const log = openLog(folder);
    log.of('desk').info({ password: 'hunter2', number: '13800138000' }, 'call from 13900139000');
    log.of('phone').debug('not at this level');
    await log.close();
    const file = join(folder, logFileName);
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'info',
      source: 'desk',
      password: '[redacted]',
      number: '138****8000',
      msg: 'call from 139****9000',
    });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('keeps at most five files of 5 MB', async () => {
    const file = openRotatingFile(folder, 'x.log', (error) => {
      throw error;
    });
    const chunk = `${'x'.repeat(999)}\n`.repeat(1000);
    for (let i = 0; i < 32; i++) {
      file.write(chunk);
      // rotation happens between writes, so let the stream drain
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await file.close();
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.length).toBeLessThanOrEqual(5);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(6_100_000);
  });

  it('does not throw when the folder cannot be made', async () => {
    const log = openLog('/proc/nowhere/logs');
    log.of('desk').info('lost');
    await log.close();
  });
});

describe('the SIP trace', () => {
  it('is written only while it is on, and never with credentials', async () => {
    let isOn = false;
    const trace = createSipTrace(
      folder,
      () => isOn,
      () => new Date(0),
    );
    trace.write('out', 'REGISTER sip:a SIP/2.0\r\n\r\n');
    expect(readdirSync(folder)).toEqual([]);
    isOn = true;
    trace.write('out', 'REGISTER sip:a SIP/2.0\r\nAuthorization: Digest response="abc"\r\nTo: <sip:a>\r\n\r\n');
    await trace.close();
    const text = readFileSync(join(folder, traceFileName), 'utf8');
    expect(text).toContain('To: <sip:a>');
    expect(text).toContain('Authorization: [redacted]');
    expect(text).not.toContain('abc');
  });
});
