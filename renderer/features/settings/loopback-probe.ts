/**
 * A call from this machine to itself: a tone through two peer connections, measured at the far end. Shows whether the machine,
 * without any network, can code, send, receive and play sound in time. Nothing is heard in the room.
 */
import type { LineCheck } from '../../../core/contract/admin.ts';
import { qualityLevel, type QualityNow } from '../../../core/quality/call-quality.ts';
import { mediaSample } from '../../../core/quality/media-sample.ts';
import { QualityMeter } from '../../../core/quality/quality-meter.ts';
import { probeResult, waitFor } from './probe-result.ts';

const toneHz = 1_000;
const limitMs = 8_000;
const lookEveryMs = 500;

export async function probeLoopback(signal: AbortSignal): Promise<LineCheck> {
  const since = performance.now();
  const context = new AudioContext();
  const near = new RTCPeerConnection();
  const far = new RTCPeerConnection();
  const ear = new Audio();
  // Chromium gives Web Audio silence unless the stream hangs on an element as well
  ear.muted = true;
  try {
    await context.resume();
    const tone = new OscillatorNode(context, { frequency: toneHz });
    const gain = new GainNode(context, { gain: 0.3 });
    const mouth = context.createMediaStreamDestination();
    tone.connect(gain).connect(mouth);
    tone.start();
    const track = mouth.stream.getAudioTracks()[0];
    if (track === undefined) return probeResult('loopback', 'failed', 'no-tone', '', since);
    near.addTrack(track, mouth.stream);
    near.onicecandidate = ({ candidate }) => void far.addIceCandidate(candidate ?? undefined).catch(() => undefined);
    far.onicecandidate = ({ candidate }) => void near.addIceCandidate(candidate ?? undefined).catch(() => undefined);
    const analyser = context.createAnalyser();
    far.ontrack = ({ track: heard }) => {
      const stream = new MediaStream([heard]);
      ear.srcObject = stream;
      void ear.play().catch(() => undefined);
      context.createMediaStreamSource(stream).connect(analyser);
    };
    await near.setLocalDescription(await near.createOffer());
    if (near.localDescription) await far.setRemoteDescription(near.localDescription);
    await far.setLocalDescription(await far.createAnswer());
    if (far.localDescription) await near.setRemoteDescription(far.localDescription);

    const meter = new QualityMeter();
    let quality: QualityNow | null = null;
    let isHeard = false;
    while (performance.now() - since < limitMs && !signal.aborted && (quality === null || !isHeard)) {
      await waitFor(lookEveryMs, signal);
      quality = meter.add(mediaSample(await far.getStats(), performance.now()));
      isHeard ||= hearsTone(analyser);
    }
    if (quality === null || !isHeard) return probeResult('loopback', 'failed', 'no-tone', '', since);
    const { lossPercent = 0, jitterMs = 0 } = quality.heard ?? {};
    const detail = `MOS ${quality.mos.toFixed(1)}, ${lossPercent.toFixed(1)} %, ${jitterMs.toFixed(1)} ms, ${quality.codec}`;
    const level = qualityLevel(quality.mos);
    return level === 'good' || level === 'fair'
      ? probeResult('loopback', 'passed', 'ok', detail, since)
      : probeResult('loopback', 'failed', 'poor-sound', detail, since);
  } catch (error) {
    return probeResult('loopback', 'failed', 'no-tone', String(error), since);
  } finally {
    near.close();
    far.close();
    ear.srcObject = null;
    await context.close();
  }
}

/** The tone is the loudest of all that is heard, and loud. */
function hearsTone(analyser: AnalyserNode): boolean {
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  const width = analyser.context.sampleRate / analyser.fftSize;
  let loudest = 0;
  for (let bin = 1; bin < bins.length; bin += 1) if ((bins[bin] ?? -200) > (bins[loudest] ?? -200)) loudest = bin;
  return Math.abs(loudest * width - toneHz) <= 2 * width && (bins[loudest] ?? -200) > -60;
}
