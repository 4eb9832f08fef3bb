import { expect, it } from 'vitest';
import { soundOf, type SoundChoice } from '../../core/settings/sound.ts';
import { preferencesSchema } from '../../core/settings/settings.ts';
import { SoundDevices } from './sound-devices.ts';

/** Devices that a test plugs in and out, on a clock that it moves. */
function stage() {
  let plugged: MediaDeviceInfo[] = [];
  const told: string[] = [];
  const missing: string[] = [];
  let now = 0;
  const due = new Map<() => void, number>();
  const events = new EventTarget();
  const settled = () => new Promise((resolve) => setTimeout(resolve, 2));
  const devices = new SoundDevices({
    devices: Object.assign(events, { enumerateDevices: async () => plugged }) as unknown as MediaDevices,
    clock: {
      now: () => now,
      after(ms, task) {
        due.set(task, now + ms);
        return () => void due.delete(task);
      },
      every: () => () => undefined,
    },
    onDevice: (role, device) => told.push(`${role} ${device ?? 'default'}`),
    onMissing: (list) => missing.push(list.map(({ role, name }) => `${role} ${name}`).join(', ')),
    log: () => undefined,
  });
  const device = (kind: MediaDeviceKind, deviceId: string): MediaDeviceInfo =>
    ({ kind, deviceId, label: deviceId, groupId: '' }) as MediaDeviceInfo;
  return {
    devices,
    told,
    missing,
    choose: (part: Partial<SoundChoice>) => devices.choose({ ...soundOf(preferencesSchema.parse({})), ...part }),
    plug: (inputs: readonly string[], outputs: readonly string[]): void => {
      plugged = [...inputs.map((id) => device('audioinput', id)), ...outputs.map((id) => device('audiooutput', id))];
      events.dispatchEvent(new Event('devicechange'));
    },
    pass: async (ms: number): Promise<void> => {
      now += ms;
      for (const [task, at] of [...due])
        if (at <= now) {
          due.delete(task);
          task();
        }
      await settled();
    },
  };
}

it('tells each device once, and only what changed', async () => {
  const { told, choose, plug } = stage();
  plug(['mic'], ['ear', 'box']);
  await choose({ microphone: 'mic', speaker: 'ear' });
  await choose({ microphone: 'mic', speaker: 'box' });
  expect(told).toEqual(['microphone mic', 'speaker ear', 'ringDevice default', 'speaker box']);
});

it('one that was told and could not be opened is told again with the next choice, and when devices come or go', async () => {
  const { devices, told, choose, plug, pass } = stage();
  plug(['mic'], ['ear']);
  await choose({ microphone: 'mic' });
  await choose({ microphone: 'mic' });
  expect(told.splice(0)).toEqual(['microphone mic', 'speaker default', 'ringDevice default']);
  devices.refused('microphone');
  await choose({ microphone: 'mic' });
  await choose({ microphone: 'mic' });
  expect(told.splice(0)).toEqual(['microphone mic']);
  devices.refused('microphone');
  plug(['mic'], ['ear', 'box']);
  await pass(200);
  expect(told).toContain('microphone mic');
});

it('a microphone that is pulled out is replaced by the default, said, and taken again at once', async () => {
  const { told, missing, choose, plug, pass } = stage();
  plug(['mic', 'other'], []);
  await choose({ microphone: 'mic', microphoneName: 'Evolve2' });
  told.length = 0;
  plug(['other'], []);
  await pass(200);
  expect(told).toEqual(['microphone default']);
  expect(missing).toEqual(['microphone Evolve2']);
  plug(['mic', 'other'], []);
  await pass(200);
  expect(told).toEqual(['microphone default', 'microphone mic']);
  expect(missing).toEqual(['microphone Evolve2', '']);
});

it('a speaker that is back within seconds is taken only when the browser has let its old stream go', async () => {
  const { told, missing, choose, plug, pass } = stage();
  plug([], ['ear', 'box']);
  await choose({ speaker: 'ear', speakerName: 'Evolve2' });
  told.length = 0;
  plug([], ['box']);
  await pass(200);
  plug([], ['ear', 'box']);
  await pass(1000);
  expect(told).toEqual(['speaker default']);
  expect(missing).toEqual(['speaker Evolve2']);
  await pass(5000);
  expect(told).toEqual(['speaker default', 'speaker ear']);
  expect(missing).toEqual(['speaker Evolve2', '']);
});

it('a choice of the default is nobody’s loss', async () => {
  const { missing, choose, plug } = stage();
  plug([], []);
  await choose({});
  expect(missing).toEqual([]);
});
