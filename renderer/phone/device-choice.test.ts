import { describe, expect, it } from 'vitest';
import { findDevice, type PluggedDevice } from './device-choice.ts';

const device = (kind: MediaDeviceKind, deviceId: string, label = '', groupId = 'g'): PluggedDevice => ({
  kind,
  deviceId,
  label,
  groupId,
});
const plugged = [
  device('audioinput', 'default', 'Default - Evolve2 65', 'g1'),
  device('audioinput', 'a1', 'Evolve2 65', 'g1'),
  device('audioinput', 'a2', 'Built-in', 'g2'),
  device('audiooutput', 'default', 'Default', 'g2'),
  device('audiooutput', 'b1', 'Evolve2 65', 'g1'),
];

describe('which device is meant', () => {
  it('the chosen one while it is plugged in', () => {
    expect(findDevice('microphone', { id: 'a2', name: 'Built-in' }, plugged)).toMatchObject({
      id: 'a2',
      isMissing: false,
    });
  });

  it('the system default while it is not, and says so with its name', () => {
    expect(findDevice('microphone', { id: 'gone', name: 'Blackwire 3220' }, plugged)).toMatchObject({
      id: null,
      isMissing: true,
      name: 'Blackwire 3220',
    });
  });

  it('an id of a microphone is none of a speaker', () => {
    expect(findDevice('speaker', { id: 'a1', name: '' }, plugged).isMissing).toBe(true);
  });

  it('the same device by its name when the browser has made new ids', () => {
    expect(findDevice('speaker', { id: 'old', name: 'Evolve2 65' }, plugged)).toMatchObject({
      id: 'b1',
      isMissing: false,
    });
  });

  it('nothing is missing before the browser tells what there is', () => {
    const blind = [device('audioinput', ''), device('audiooutput', '')];
    expect(findDevice('microphone', { id: 'a1', name: 'Evolve2 65' }, blind)).toMatchObject({
      id: 'a1',
      isMissing: false,
    });
  });

  it('but a machine without any such device misses it', () => {
    expect(findDevice('microphone', { id: 'a1', name: 'Evolve2 65' }, []).isMissing).toBe(true);
  });

  it('another default has another identity', () => {
    const before = findDevice('microphone', { id: null, name: '' }, plugged).identity;
    const moved = plugged.map((each) => (each.deviceId === 'default' ? { ...each, groupId: 'g2' } : each));
    expect(findDevice('microphone', { id: null, name: '' }, moved).identity).not.toBe(before);
  });
});
