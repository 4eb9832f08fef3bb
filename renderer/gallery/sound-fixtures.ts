/** The sound of a desk for pictures: a headset with its keys, a loudspeaker, and what is plugged in. Invented. */
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { HeadsetChoice, SoundChoice } from '../../core/settings/sound.ts';

const device = (kind: MediaDeviceKind, label: string, deviceId: string) => ({ kind, label, deviceId, groupId: label });
const headsetDevices = [
  device('audioinput', 'Jabra Engage 50', 'mic-1'),
  device('audiooutput', 'Jabra Engage 50', 'out-1'),
];
const deskDevices = [
  device('audioinput', 'Realtek HD Audio', 'mic-2'),
  device('audiooutput', 'Realtek HD Audio', 'out-2'),
];

export interface SoundFixture {
  readonly preferences: Partial<SoundChoice> & { readonly headset: HeadsetChoice };
  readonly phone: Pick<PhoneSnapshot, 'missingDevices' | 'headset'>;
}

/** `isAway`: the headset is pulled out. Tells this page's browser of the devices. */
export function soundFixture(isAway: boolean): SoundFixture {
  const plugged = isAway ? deskDevices : [...headsetDevices, ...deskDevices];
  Object.defineProperty(navigator, 'mediaDevices', {
    value: Object.assign(new EventTarget(), { enumerateDevices: () => Promise.resolve(plugged) }),
  });
  const name = 'Jabra Engage 50';
  return {
    preferences: {
      microphone: 'mic-1',
      microphoneName: name,
      speaker: 'out-1',
      speakerName: name,
      ringDevice: 'out-2',
      ringDeviceName: 'Realtek HD Audio',
      microphoneGain: 1.1,
      speakerVolume: 0.8,
      headset: { vendorId: 0x0b0e, productId: 0x4050, name },
    },
    phone: {
      missingDevices: isAway
        ? [
            { role: 'microphone', name },
            { role: 'speaker', name },
          ]
        : [],
      headset: { state: isAway ? 'away' : 'ready', name },
    },
  };
}
