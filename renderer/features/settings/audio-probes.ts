/** A check that only a page can make: does the microphone hear anything. No words here. */
import type { LineCheck } from '../../../core/contract/admin.ts';
import type { PhoneSnapshot } from '../../../core/contract/phone.ts';
import { probeResult, waitFor } from './probe-result.ts';

const listenMs = 900;
const lookMs = 60;
const heardLevel = 0.004;

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

export async function probeMicrophone(
  device: string | null,
  phone: PhoneSnapshot | null,
  signal: AbortSignal,
): Promise<LineCheck> {
  const since = performance.now();
  const answer = (state: 'passed' | 'failed', code: LineCheck['code'], detail: string): LineCheck =>
    probeResult('microphone', state, code, detail, since);
  const media = navigator.mediaDevices as MediaDevices | undefined;
  if (!media) return answer('failed', 'no-secure-page', '');
  let stream: MediaStream;
  try {
    stream = await media.getUserMedia(audioConstraint(device));
  } catch (error) {
    const name = error instanceof DOMException ? error.name : '';
    // the phone has its own hold of the microphone; what it says counts for calls
    if (phone?.microphone === 'ready') return answer('passed', 'held', '');
    const code =
      name === 'NotAllowedError'
        ? 'denied'
        : name === 'NotFoundError' || name === 'OverconstrainedError'
          ? 'no-device'
          : 'busy';
    return answer('failed', code, String(error));
  }
  const label = stream.getAudioTracks()[0]?.label ?? '';
  const context = new AudioContext();
  try {
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    const buffer = new Float32Array(analyser.fftSize);
    let peak = 0;
    for (let waited = 0; waited < listenMs && !signal.aborted; waited += lookMs) {
      await waitFor(lookMs, signal);
      peak = Math.max(peak, levelOf(analyser, buffer));
    }
    const level = `${Math.round(20 * Math.log10(Math.max(peak, 1e-5)))} dBFS`;
    return peak < heardLevel
      ? answer('failed', 'silent', `${label} ${level}`)
      : answer('passed', 'ok', `${label} ${level}`);
  } finally {
    for (const track of stream.getTracks()) track.stop();
    await context.close();
  }
}
