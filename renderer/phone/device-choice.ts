/** Which of the devices that are plugged in is meant by a choice. Pure. */
import type { SoundRole } from '../../core/settings/sound.ts';

export interface ChosenDevice {
  /** null = the system's default */
  readonly id: string | null;
  readonly name: string;
}

export interface PluggedDevice {
  readonly kind: MediaDeviceKind;
  readonly deviceId: string;
  readonly groupId: string;
  readonly label: string;
}

export interface FoundDevice {
  /** what to open: null = the system's default */
  readonly id: string | null;
  /** chosen and not there */
  readonly isMissing: boolean;
  readonly name: string;
  /** changes when the default is another device than before, where the browser tells */
  readonly identity: string;
}

/** Not devices of their own, but the browser's words for one of the others. */
const isAlias = ({ deviceId }: PluggedDevice): boolean => ['', 'default', 'communications'].includes(deviceId);

export function findDevice(role: SoundRole, chosen: ChosenDevice, plugged: readonly PluggedDevice[]): FoundDevice {
  const kind = role === 'microphone' ? 'audioinput' : 'audiooutput';
  const ofKind = plugged.filter((device) => device.kind === kind);
  const fallback = ofKind.find(({ deviceId }) => deviceId === 'default');
  const identity = `default ${fallback?.groupId ?? ''}`;
  if (chosen.id === null) return { id: null, isMissing: false, name: '', identity };
  const real = ofKind.filter((device) => !isAlias(device));
  // Before the microphone was allowed the browser names none: then nothing can be said to be missing.
  const isBlind = real.length === 0 && ofKind.some(({ deviceId }) => deviceId === '');
  // a browser whose site data were cleared has new ids for the same devices
  const found =
    real.find(({ deviceId }) => deviceId === chosen.id) ??
    (chosen.name === '' ? undefined : real.find(({ label }) => label === chosen.name));
  if (found === undefined && !isBlind) return { id: null, isMissing: true, name: chosen.name, identity };
  const id = found?.deviceId ?? chosen.id;
  return { id, isMissing: false, name: chosen.name, identity: id };
}
