/** A phone snapshot and a call in it as specs need them; what a spec does not name is quiet. For unit tests only. */
import type { PhoneCall, PhoneSnapshot } from '../../../core/contract/phone.ts';

export function sampleCall(part: Partial<PhoneCall> = {}): PhoneCall {
  return {
    id: 'call-1',
    direction: 'in',
    line: 'main',
    call: { state: 'ringing', since: 1 },
    invitedAt: 1,
    shown: { display: '', claimedName: '' },
    number: null,
    card: null,
    previousScore: null,
    muted: false,
    hearing: false,
    trouble: null,
    transfer: null,
    consultFor: null,
    conference: false,
    autoAnswered: false,
    quality: null,
    recording: null,
    ...part,
  };
}

export function sampleSnapshot(part: Partial<PhoneSnapshot> = {}): PhoneSnapshot {
  return {
    version: 1,
    at: 1,
    line: { state: 'connecting', since: 1 },
    hotline: '',
    lineKind: null,
    microphone: 'ready',
    missingDevices: [],
    headset: null,
    calls: [],
    agent: { now: { mode: 'ready', since: 1 }, next: null, missed: 0 },
    voicemail: null,
    notice: null,
    pbxTold: 'off',
    unsent: 0,
    ...part,
  };
}
