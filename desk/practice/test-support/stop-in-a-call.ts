/** For tests: a process that answers a practice call, stops the line in the middle of it, and must then end by itself. */
import { startPracticeLine } from '../practice-line.ts';
import { ORIGIN, TestDesk } from './test-desk.ts';
import { TestPeer } from './test-peer.ts';

const quiet = { debug: () => undefined, info: () => undefined, warn: () => undefined };
const line = await startPracticeLine({
  assetsDir: process.argv[2] ?? '',
  isAllowedOrigin: (origin) => origin === ORIGIN,
  log: quiet,
});
const desk = await TestDesk.registered(line);
const peer = new TestPeer(1000);
const call = line.ring('long');
const invite = await desk.takeRequest('INVITE');
desk.reply(invite, 200, 'OK', await peer.answer(invite.body));
await call.answered;
while (peer.heard().hz !== 440 || call.heard().hz !== 1000) await new Promise((resolve) => setTimeout(resolve, 20));
process.stdout.write('heard 440 and 1000\n');
await line.stop();
await peer.close();
process.stdout.write('stopped\n');
