import { expect, it } from 'vitest';
import type { PhoneCall, PhoneCommand } from '../../core/contract/phone.ts';
import type { PhoneView } from '../app/services.ts';
import type { DeskClient } from '../desk-link/desk-client.ts';
import { PhoneFailure } from '../phone-link/connect-phone.ts';
import { makeCallCommands } from './call-commands.ts';
import { sampleCall, sampleSnapshot } from './test-support/phone-sample.ts';
import { makeWorkspace } from './workspace.ts';

const ringing = sampleCall({ id: 'a', call: { state: 'ringing', since: 1 } });
const live = sampleCall({ id: 'b', call: { state: 'live', since: 1, rangFor: 1, held: false } });

/** Commands over a phone that answers when the test says so; a minute after everything began to ring. */
function start(...calls: PhoneCall[]) {
  const sent: PhoneCommand[] = [];
  const answers: { done(): void; fail(error: Error): void }[] = [];
  const snapshot = sampleSnapshot({ calls });
  const phone: PhoneView = {
    getSnapshot: () => snapshot,
    subscribe: () => () => undefined,
    send(command) {
      sent.push(command);
      return new Promise((resolve, reject) => {
        answers.push({ done: () => resolve(undefined), fail: reject });
      });
    },
  };
  let now = 0;
  // none of these commands needs the desk service
  const commands = makeCallCommands({} as DeskClient, phone, makeWorkspace(), () => now);
  commands.follow();
  now = 60_000;
  return { commands, sent, answers };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

it('a call is answered once, however often the key is pressed before the view hears of it', async () => {
  const { commands, sent, answers } = start(ringing);
  commands.answer('a');
  commands.answer('a');
  answers[0]?.done();
  await settled();
  commands.answer('a');
  expect(sent).toEqual([{ type: 'answer', call: 'a' }]);
  expect(commands.store.getState().failed).toBeNull();
});

it('a call that is over already is ended as was wanted: nothing failed', async () => {
  const { commands, sent, answers } = start(live);
  commands.end(live);
  commands.end(live);
  expect(sent).toEqual([{ type: 'hang-up', call: 'b' }]);
  answers[0]?.done();
  await settled();
  // the view does not know yet
  commands.end(live);
  answers[1]?.fail(new PhoneFailure('no-such-call', 'b'));
  await settled();
  expect(sent).toHaveLength(2);
  expect(commands.store.getState().failed).toBeNull();
});

it('what failed is said, and may be pressed again', async () => {
  const { commands, sent, answers } = start(ringing);
  commands.answer('a');
  answers[0]?.fail(new PhoneFailure('failed', 'it went wrong'));
  await settled();
  expect(commands.store.getState().failed?.what).toBe('phone');
  commands.answer('a');
  answers[1]?.done();
  await settled();
  expect(sent).toHaveLength(2);
  expect(commands.store.getState().failed).toBeNull();
});
