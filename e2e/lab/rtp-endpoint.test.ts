// Two endpoints speak with each other over real UDP: tone, file, digits, and the far end's change.
import { afterEach, expect, test } from 'vitest';
import { RtpEndpoint } from './rtp-endpoint.ts';
import { sine, wav } from './tone.ts';
import { waitFor } from './waiting.ts';

const open: RtpEndpoint[] = [];
async function endpoint(): Promise<RtpEndpoint> {
  const made = await RtpEndpoint.open();
  open.push(made);
  return made;
}
afterEach(() => {
  for (const each of open.splice(0)) each.stop();
});

async function pair(): Promise<readonly [RtpEndpoint, RtpEndpoint]> {
  const [alice, bob] = [await endpoint(), await endpoint()];
  alice.start(bob.port);
  bob.start(alice.port);
  return [alice, bob];
}

test('each hears the tone of the other, and a change of it', async () => {
  const [alice, bob] = await pair();
  alice.playTone(700);
  await bob.waitForTone(700);
  expect((await alice.waitForTone(440)).level).toBeGreaterThan(0.3);
  alice.playWav(wav(sine(1200, 1, 48_000), 48_000), { loop: true });
  bob.forget();
  await bob.waitForTone(1200);
  alice.playSilence();
  const spoken = alice.sentPackets;
  await waitFor(() => bob.packets >= spoken || undefined, { what: 'the last of the tone', timeoutMs: 2000 });
  bob.forget();
  await expect(bob.waitForTone(1200, 800)).rejects.toThrow(/"hz":0/);
}, 15_000);

test('digits arrive once each, in order, with how long the key was held', async () => {
  const [alice, bob] = await pair();
  await alice.sendDigits('1*0#', { pressMs: 80, gapMs: 60 });
  const digits = await bob.waitForDigits('1*0#');
  expect(digits.map(({ durationMs }) => durationMs)).toEqual([80, 80, 80, 80]);
  await expect(alice.sendDigits('x')).rejects.toThrow('not a telephone key');
}, 15_000);

test('a far end that was left behind is not heard any more', async () => {
  const [alice, bob] = await pair();
  await alice.waitForTone(440);
  const carol = await endpoint();
  carol.playTone(900);
  carol.start(alice.port);
  alice.start(carol.port);
  alice.forget();
  await alice.waitForTone(900);
  expect(bob.sentPackets).toBeGreaterThan(0);
}, 15_000);
