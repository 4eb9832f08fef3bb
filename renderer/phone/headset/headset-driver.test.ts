import { describe, expect, it } from 'vitest';
import type { HeadsetState, PhoneCall, PhoneCommand } from '../../../core/contract/phone.ts';
import { sampleCall } from '../../state/test-support/phone-sample.ts';
import { FakeHeadset, FakeHid } from '../test-support/fake-hid.ts';
import { blackwire, engage, powerConf, yealink, type PublishedHeadset } from '../test-support/headsets.ts';
import { HeadsetDriver } from './headset-driver.ts';

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
const ringing = (part: Partial<PhoneCall> = {}): PhoneCall =>
  sampleCall({ call: { state: 'ringing', since: 1 }, ...part });
const live = (part: Partial<PhoneCall> = {}, held = false): PhoneCall =>
  sampleCall({ call: { state: 'live', since: 1, rangFor: 1, held }, ...part });

/** A desk whose calls a test sets, with one headset plugged in. */
async function desk(published: PublishedHeadset, first: readonly PhoneCall[] = []) {
  const hid = new FakeHid();
  const headset = new FakeHeadset(published);
  hid.plug(headset);
  const commands: PhoneCommand[] = [];
  const states: HeadsetState[] = [];
  let calls = first;
  let now = 0;
  let refused = false;
  const driver = new HeadsetDriver({
    hid,
    chosen: { vendorId: published.vendorId, productId: published.productId, name: '' },
    now: () => now,
    calls: () => calls,
    command: async (command) => {
      commands.push(command);
      if (refused) throw new Error('no-microphone');
    },
    onState: (state) => states.push(state),
    log: () => undefined,
  });
  await settled();
  return {
    hid,
    headset,
    driver,
    commands,
    states,
    become: async (next: readonly PhoneCall[]) => {
      calls = next;
      driver.follow(next);
      await settled();
    },
    wait: (ms: number) => void (now += ms),
    refuse: () => void (refused = true),
    /** the last bytes of each report */
    lamps: () => Object.fromEntries(headset.received),
  };
}

describe.each([blackwire, engage, powerConf, yealink])('the keys of a $productName', (published) => {
  it('answer the ringing call, mute it in step with the lamp, and hang it up', async () => {
    const { headset, commands, states, become, wait, lamps } = await desk(published, []);
    expect(states).toEqual(['ready']);
    expect(headset.opened).toBe(true);
    const dark = lamps();

    await become([ringing()]);
    expect(lamps()).not.toEqual(dark);
    headset.send('offHook');
    expect(commands).toEqual([{ type: 'answer', call: 'call-1' }]);
    await become([live()]);
    // the headset tells the state that our lamp gave it
    headset.send('offHook');
    expect(commands).toHaveLength(1);
    const talking = lamps();

    wait(2000);
    headset.send('muteDown');
    headset.send('muteUp');
    expect(commands.slice(1)).toEqual([{ type: 'mute', call: 'call-1', muted: true }]);
    await become([live({ muted: true })]);
    const muted = lamps();
    expect(muted).not.toEqual(talking);
    // from the screen: the lamp follows
    await become([live()]);
    expect(lamps()).toEqual(talking);
    await become([live({ muted: true })]);
    expect(lamps()).toEqual(muted);
    headset.send('muteDown');
    headset.send('muteUp');
    expect(commands.slice(2)).toEqual([{ type: 'mute', call: 'call-1', muted: false }]);

    headset.send('onHook');
    expect(commands.slice(3)).toEqual([{ type: 'hang-up', call: 'call-1' }]);
    await become([]);
    headset.send('onHook');
    expect(commands).toHaveLength(4);
    expect(lamps()).toEqual(dark);
  });
});

describe('a headset', () => {
  it('that sends 1 and 0 for one press answers and does not hang up', async () => {
    const { headset, commands, become, wait, lamps } = await desk(blackwire, [ringing()]);
    headset.send('offHook');
    await become([live()]);
    wait(50);
    headset.send('onHook');
    await settled();
    expect(commands).toEqual([{ type: 'answer', call: 'call-1' }]);
    // and is told that it is off hook
    expect(lamps()[0x17]).toEqual([1]);
    expect(headset.received.filter(([id]) => id === 0x17)).toHaveLength(3);
  });

  it('whose call was answered and ended on the screen only follows', async () => {
    const { headset, commands, become } = await desk(engage, [ringing()]);
    await become([live()]);
    headset.send('offHook');
    await become([]);
    headset.send('onHook');
    expect(commands).toEqual([]);
  });

  it('rejects with its reject key, and holds and swaps with its flash key', async () => {
    const { headset, commands, become } = await desk(engage, [ringing()]);
    headset.send('reject');
    expect(commands).toEqual([{ type: 'decline', call: 'call-1' }]);
    await become([live()]);
    headset.send('offHook');
    headset.send('flash');
    headset.send('offHook');
    await become([live({}, true)]);
    headset.send('onHook');
    expect(commands.slice(1)).toEqual([{ type: 'hold', call: 'call-1', held: true }]);
    headset.send('offHook');
    expect(commands.slice(2)).toEqual([{ type: 'hold', call: 'call-1', held: false }]);
    await become([live(), ringing({ id: 'call-2' })]);
    headset.send('flash');
    expect(commands.slice(3)).toEqual([{ type: 'answer', call: 'call-2' }]);
  });

  it('that goes off hook with nothing to answer is put back on hook', async () => {
    const { headset, commands } = await desk(engage);
    const before = headset.received.length;
    headset.send('offHook');
    await settled();
    expect(commands).toEqual([]);
    expect(headset.received.slice(before)).toEqual([[2, [0, 0]]]);
  });

  it('whose answer was refused is put back on hook', async () => {
    const { headset, refuse } = await desk(yealink, [ringing()]);
    refuse();
    const before = headset.received.length;
    headset.send('offHook');
    await settled();
    // still ringing, not off hook
    expect(headset.received.slice(before)).toEqual([[4, [0b100]]]);
  });

  it('is taken again when it is plugged in again, and shows the call of that moment', async () => {
    const { hid, headset, states, become } = await desk(engage);
    hid.unplug(headset);
    expect(states).toEqual(['ready', 'away']);
    await become([live({ muted: true })]);
    const again = new FakeHeadset(engage);
    hid.plug(again);
    await settled();
    expect(states).toEqual(['ready', 'away', 'ready']);
    expect(again.received).toEqual([[2, [0b11, 0]]]);
  });

  it('is left dark and closed when it is no longer wanted', async () => {
    const { headset, driver } = await desk(engage, [live()]);
    await driver.stop();
    expect(headset.received.at(-1)).toEqual([2, [0, 0]]);
    expect(headset.opened).toBe(false);
  });

  it('without telephony keys says so', async () => {
    const { states, headset } = await desk({ ...engage, collections: engage.collections.slice(0, 1) });
    expect(states).toEqual(['unusable']);
    expect(headset.opened).toBe(false);
  });
});
