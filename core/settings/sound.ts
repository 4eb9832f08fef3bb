/** Which devices a desk sounds on and how loud, and which headset's keys it hears: what people choose, not what is plugged in. Pure. */
import { z } from 'zod';

/** A device of the browser: null = the system's default. Names outlive ids, which a browser makes anew when its site data go. */
const deviceId = z.string().max(300).nullable();
const deviceName = z.string().max(300);

export const soundPreferences = {
  microphone: deviceId.default(null),
  speaker: deviceId.default(null),
  ringDevice: deviceId.default(null),
  microphoneName: deviceName.default(''),
  speakerName: deviceName.default(''),
  ringDeviceName: deviceName.default(''),
  /** 1 = as the microphone gives it */
  microphoneGain: z.number().min(0).max(2).default(1),
  speakerVolume: z.number().min(0).max(1).default(1),
  ringVolume: z.number().min(0).max(1).default(0.7),
};

const soundSchema = z.object(soundPreferences);
export type SoundChoice = z.output<typeof soundSchema>;

/** for frames: nothing may be left out */
export const soundChoiceShape = {
  microphone: deviceId,
  speaker: deviceId,
  ringDevice: deviceId,
  microphoneName: deviceName,
  speakerName: deviceName,
  ringDeviceName: deviceName,
  microphoneGain: z.number().min(0).max(2),
  speakerVolume: z.number().min(0).max(1),
  ringVolume: z.number().min(0).max(1),
};

/** The part of the preferences that is about sound. */
export function soundOf(preferences: SoundChoice): SoundChoice {
  const { microphone, speaker, ringDevice, microphoneName, speakerName, ringDeviceName } = preferences;
  const { microphoneGain, speakerVolume, ringVolume } = preferences;
  return {
    microphone,
    speaker,
    ringDevice,
    microphoneName,
    speakerName,
    ringDeviceName,
    microphoneGain,
    speakerVolume,
    ringVolume,
  };
}

export const soundRoleSchema = z.enum(['microphone', 'speaker', 'ringDevice']);
export type SoundRole = z.infer<typeof soundRoleSchema>;

/** A headset whose keys answer and hang up, as the USB descriptor names it. */
export const headsetSchema = z.object({
  vendorId: z.number().int().min(0).max(0xffff),
  productId: z.number().int().min(0).max(0xffff),
  name: z.string().max(200),
});
export type HeadsetChoice = z.infer<typeof headsetSchema>;
