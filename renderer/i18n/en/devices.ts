/** Words of the audio devices and of a headset's keys, in the settings. */
import type { WordsLike } from '../words.ts';
import type { devices as zh } from '../zh-CN/devices.ts';

export const devices: WordsLike<typeof zh> = {
  device: { microphone: 'Microphone', speaker: 'Earpiece', ringDevice: 'Rings on' },
  deviceHint: {
    microphone: 'A change holds at once, in a call too.',
    speaker: 'Where the caller is heard.',
    ringDevice: 'A loudspeaker is heard with the headset off.',
  },
  deviceDefault: 'As the system',
  deviceUnnamed: 'Device {{index}}',
  deviceMissing: '(a device not plugged in)',
  deviceMissingNamed: '{{name}} (not plugged in)',
  deviceGone: 'The chosen device is not plugged in; the system’s is used until it is back',
  deviceNames: 'Names appear once the microphone is allowed. Press “Try microphone”.',
  microphoneGain: 'Microphone gain {{percent}}%',
  speakerVolume: 'Earpiece volume {{percent}}%',
  ringVolume: 'Ring volume {{percent}}%',
  micTry: 'Try microphone',
  micStop: 'Stop',
  level: 'Microphone level',
  levelState: {
    opening: 'Opening…',
    denied: 'The microphone is not allowed. Use the icon left of the address, allow it, try again.',
    missing: 'No microphone found. Plug in the headset and try again.',
    busy: 'Another program holds the microphone. Close it and try again.',
    silent: 'No sound. Look at the mute key of the headset.',
    heard: 'Say something; the cells light up.',
  },
  speakerTry: 'Play a sound',
  ringTry: 'Ring once',
  soundFailed: 'This device plays nothing; try another.',
  echo: {
    title: 'Echo test',
    start: 'Record 5 s and play',
    hint: 'What you hear is what callers hear. Nothing is kept.',
    recording: 'Recording, say something: {{seconds}} s left',
    playing: 'Playing. Do you hear yourself?',
    heard: 'Heard yourself? All is well. If not, change earpiece or volume.',
  },
  headset: {
    title: 'Headset keys',
    about:
      'Answer, hang up, mute and hold with the keys of a headset; its mute lamp follows the call. For the standard USB telephony keys (Jabra, Poly, EPOS, Yealink …).',
    unsupported: 'This browser cannot read a headset’s keys. Use Chrome, Edge or the desktop app.',
    choose: 'Choose a headset…',
    chooseOther: 'Another headset…',
    forget: 'Do without',
    refused: 'Nothing was chosen. Plug the headset in and try again.',
    status: '{{name}}: {{state}}',
    unnamed: 'Headset',
    state: {
      opening: 'connecting…',
      ready: 'keys work',
      away: 'not plugged in; works again once it is. If it does not, choose it again',
      unusable: 'has no standard telephony keys; try another port or model',
      unsupported: 'this browser cannot read a headset’s keys',
    },
  },
};
