/** Checks that only a page can make: does the microphone hear anything, can this machine offer a way for sound. No words here. */
import type { LineCheck } from '../../../core/contract/admin.ts';
import type { PhoneSnapshot } from '../../../core/contract/phone.ts';
import type { LineAccount } from '../../../core/settings/settings.ts';

const listenMs = 900;
const gatherMs = 4000;
const heardLevel = 0.004;

const result = (
  id: 'microphone' | 'media',
  state: LineCheck['state'],
  code: LineCheck['code'],
  detail: string,
  since: number,
) => ({ id, state, code, detail, ms: Math.round(performance.now() - since) }) satisfies LineCheck;

/** Loudest sample in the window, 0–1. */
export function levelOf(analyser: AnalyserNode, buffer: Float32Array<ArrayBuffer>): number {
  analyser.getFloatTimeDomainData(buffer);
  let peak = 0;
  for (const sample of buffer) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

export function audioConstraint(device: string | null): MediaStreamConstraints {
  return { audio: device === null ? true : { deviceId: { exact: device } } };
}

export async function probeMicrophone(device: string | null, phone: PhoneSnapshot | null): Promise<LineCheck> {
  const since = performance.now();
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media) return result('microphone', 'failed', 'no-secure-page', '', since);
  let stream: MediaStream;
  try {
    stream = await media.getUserMedia(audioConstraint(device));
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    // the phone has its own hold of the microphone; what it says counts for calls
    if (phone?.microphone === 'ready') return result('microphone', 'passed', 'held', '', since);
    const code =
      name === 'NotAllowedError'
        ? 'denied'
        : name === 'NotFoundError' || name === 'OverconstrainedError'
          ? 'no-device'
          : 'busy';
    return result('microphone', 'failed', code, String(error), since);
  }
  const label = stream.getAudioTracks()[0]?.label ?? '';
  const context = new AudioContext();
  try {
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const buffer = new Float32Array(analyser.fftSize);
    let peak = 0;
    for (let waited = 0; waited < listenMs && peak < heardLevel; waited += 60) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      peak = Math.max(peak, levelOf(analyser, buffer));
    }
    return peak < heardLevel
      ? result('microphone', 'failed', 'silent', label, since)
      : result('microphone', 'passed', 'ok', label, since);
  } finally {
    for (const track of stream.getTracks()) track.stop();
    await context.close();
  }
}

/** Gathers candidates: without any no sound can flow, and a STUN or TURN server that gives none is not reached. */
export async function probeMedia(account: LineAccount | null, phone: PhoneSnapshot | null): Promise<LineCheck> {
  const since = performance.now();
  const troubles = phone?.calls.map(({ trouble }) => trouble) ?? [];
  const trouble = troubles.find((each) => each === 'no-media' || each === 'one-way');
  if (trouble) return result('media', 'failed', trouble, '', since);
  if (phone?.calls.some((call) => call.hearing) === true) return result('media', 'passed', 'in-call', '', since);
  const iceServers = (account?.iceServers ?? []).map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }));
  let peer: RTCPeerConnection;
  try {
    peer = new RTCPeerConnection({ iceServers });
  } catch (error) {
    return result('media', 'failed', 'bad-ice', String(error), since);
  }
  try {
    const types = new Set<string>();
    const gathered = new Promise<void>((resolve) => {
      peer.onicecandidate = ({ candidate }) => {
        if (candidate === null) resolve();
        else if (candidate.type !== null) types.add(candidate.type);
      };
      setTimeout(resolve, gatherMs);
    });
    peer.addTransceiver('audio');
    await peer.setLocalDescription(await peer.createOffer());
    await gathered;
    const found = [...types].join(', ');
    if (types.size === 0) return result('media', 'failed', 'no-candidates', '', since);
    const wantsServer = iceServers.length > 0;
    const reached = types.has('srflx') || types.has('relay');
    if (wantsServer && !reached) return result('media', 'failed', 'ice-unreachable', found, since);
    return result('media', 'passed', wantsServer ? 'ok' : 'local', found, since);
  } catch (error) {
    return result('media', 'failed', 'no-candidates', String(error), since);
  } finally {
    peer.close();
  }
}
