/** Both ends of the phone contract over a real MessageChannel. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PhoneCommand, PhoneSnapshot } from '../../core/contract/phone.ts';
import { connectPhone, PhoneFailure, type PhoneLink } from '../phone-link/connect-phone.ts';
import { sampleCall, sampleSnapshot } from '../state/test-support/phone-sample.ts';
import { systemClock } from './clock.ts';
import { PhoneError } from './phone-error.ts';
import { servePhone } from './phone-port.ts';

let store: StoreApi<PhoneSnapshot>;
let commands: PhoneCommand[];
let outcome: () => Promise<void>;
let logged: string[];
let channel: MessageChannel;
let unserve: () => void;
let link: PhoneLink;
let bad: string[];
let mismatch: number[];

beforeEach(() => {
  store = createStore(() => sampleSnapshot());
  commands = [];
  logged = [];
  bad = [];
  mismatch = [];
  outcome = () => Promise.resolve();
  channel = new MessageChannel();
  unserve = servePhone(
    channel.port1,
    {
      getSnapshot: () => store.getState(),
      subscribe: (listener) => store.subscribe(listener),
      command: (command) => {
        commands.push(command);
        return outcome();
      },
    },
    systemClock,
    (message) => logged.push(message),
  );
  link = connectPhone(channel.port2, {
    onBadFrame: (detail) => bad.push(detail),
    onMismatch: (version) => mismatch.push(version),
    timeoutMs: 100,
  });
});
afterEach(() => {
  link.stop();
  unserve();
  channel.port1.close();
  channel.port2.close();
});

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 40));

describe('a view', () => {
  it('has a snapshot at once and every change after it, and can stop listening', async () => {
    let told = 0;
    const unsubscribe = link.subscribe(() => (told += 1));
    await settle();
    expect(link.getSnapshot()).toEqual(sampleSnapshot());
    store.setState({ calls: [sampleCall()] });
    await settle();
    expect(link.getSnapshot()?.calls).toHaveLength(1);
    unsubscribe();
    const before = told;
    store.setState({ unsent: 1 });
    await settle();
    expect(told).toBe(before);
  });

  it('gets one snapshot for many changes, and the last of them', async () => {
    await settle();
    let told = 0;
    link.subscribe(() => (told += 1));
    for (let unsent = 1; unsent <= 500; unsent += 1) store.setState({ unsent });
    await settle();
    expect(link.getSnapshot()?.unsent).toBe(500);
    expect(told).toBeLessThanOrEqual(2);
  });

  it('gets fewer snapshots the longer a flood of changes lasts, and the last of them', async () => {
    await settle();
    let told = 0;
    link.subscribe(() => (told += 1));
    const end = performance.now() + 600;
    let unsent = 0;
    while (performance.now() < end) {
      store.setState({ unsent: (unsent += 1) });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    // 12 ms apart it would be 50
    expect(told).toBeLessThanOrEqual(25);
    await expect.poll(() => link.getSnapshot()?.unsent).toBe(unsent);
  });

  it('is told of a ringing call at once, though its screening was news a moment before', async () => {
    await settle();
    const states: (string | undefined)[] = [];
    link.subscribe(() => states.push(link.getSnapshot()?.calls[0]?.call.state));
    store.setState({ calls: [sampleCall({ call: { state: 'screening', since: 1 } })] });
    await Promise.resolve();
    store.setState({ calls: [sampleCall({ call: { state: 'ringing', since: 2 } })] });
    await settle();
    expect(states).toEqual(['ringing']);
    store.setState({ calls: [sampleCall({ call: { state: 'screening', since: 3 } })] });
    await settle();
    expect(states).toEqual(['ringing', 'screening']);
  });

  it('sends a command and is told when it was done', async () => {
    await link.send({ type: 'answer', call: 'call-1' });
    expect(commands).toEqual([{ type: 'answer', call: 'call-1' }]);
  });

  it('is told why a command was not done', async () => {
    outcome = () => Promise.reject(new PhoneError('no-microphone', 'denied'));
    await expect(link.send({ type: 'answer', call: 'call-1' })).rejects.toMatchObject({
      name: 'PhoneFailure',
      code: 'no-microphone',
      detail: 'denied',
    });
    outcome = () => Promise.reject(new Error('boom'));
    await expect(link.send({ type: 'retry' })).rejects.toMatchObject({ code: 'failed', detail: 'boom' });
  });

  it('does not wait for ever', async () => {
    outcome = () => new Promise(() => undefined);
    const failure = await link.send({ type: 'retry' }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PhoneFailure);
    expect(failure).toMatchObject({ code: 'no-answer' });
  });

  it('drops malformed frames and knows a phone of another version', async () => {
    await settle();
    for (const junk of [null, 'x', {}, { kind: 'snapshot', snapshot: { version: 1 } }, { kind: 'done' }])
      channel.port1.postMessage(junk);
    channel.port1.postMessage({ kind: 'snapshot', snapshot: { ...sampleSnapshot(), version: 2 } });
    await settle();
    expect(bad).toHaveLength(5);
    expect(mismatch).toEqual([2]);
    expect(link.getSnapshot()).toEqual(sampleSnapshot());
  });
});

describe('the phone', () => {
  it('survives malformed frames and says so', async () => {
    for (const junk of [
      null,
      7,
      'x',
      {},
      { kind: 'command', id: '1', command: { type: 'explode' } },
      { kind: 'command', id: '1', command: { type: 'dtmf', call: 'a', tones: 'x' } },
    ])
      channel.port2.postMessage(junk);
    await settle();
    expect(logged).toHaveLength(6);
    expect(commands).toEqual([]);
    await link.send({ type: 'retry' });
  });
});
