/** Reads out of WebRTC's statistics what the quality meter and the watch for silence count. Pure; judges nothing. */
import type { QualitySample } from './quality-meter.ts';

/** What of `RTCStatsReport` is looked at; webrtc-stats names. Chromium has all of it, older ones some. */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly timestamp: number;
  readonly kind?: string;
  readonly ssrc?: number;
  readonly codecId?: string;
  readonly mimeType?: string;
  readonly packetsReceived?: number;
  readonly packetsSent?: number;
  readonly packetsLost?: number;
  readonly packetsDiscarded?: number;
  /** s */
  readonly jitter?: number;
  /** s, summed over all samples that were played */
  readonly jitterBufferDelay?: number;
  readonly jitterBufferEmittedCount?: number;
  readonly lastPacketReceivedTimestamp?: number;
  /** s */
  readonly roundTripTime?: number;
  readonly currentRoundTripTime?: number;
  readonly selectedCandidatePairId?: string;
  readonly localId?: string;
}

/** `RTCStatsReport`, as far as it is needed; core knows no DOM. */
export interface StatsReport {
  // the browser's own type says `any`
  forEach(each: (entry: Entry) => void): void;
}

export interface MediaSample extends QualitySample {
  /** over all streams there were */
  readonly received: number;
  readonly sentPackets: number;
}

export function mediaSample(stats: StatsReport, now: number): MediaSample {
  const entries = new Map<string, Entry>();
  stats.forEach((entry) => entries.set(entry.id, entry));
  const all = [...entries.values()];
  const audio = (type: string): Entry[] => all.filter((entry) => entry.type === type && entry.kind === 'audio');
  const inbound = audio('inbound-rtp');
  const outbound = audio('outbound-rtp');
  // after a media proxy's restart there may be two: the one that still comes counts
  const heard = inbound.reduce<Entry | undefined>(
    (best, each) => (best === undefined || lastOf(each) > lastOf(best) ? each : best),
    undefined,
  );
  const sender = outbound[0];
  const report = audio('remote-inbound-rtp')[0];
  const codec = entries.get(heard?.codecId ?? '') ?? entries.get(sender?.codecId ?? '');
  const transport = all.find(({ type, selectedCandidatePairId }) => type === 'transport' && selectedCandidatePairId);
  const pair = entries.get(transport?.selectedCandidatePairId ?? '');
  // the far end's report tells the whole way; without it, the way to its media proxy is what is known
  const roundTrip = report?.roundTripTime ?? pair?.currentRoundTripTime;
  return {
    at: now,
    codec: (codec?.mimeType ?? '').replace(/^audio\//i, ''),
    heard: heard
      ? {
          stream: String(heard.ssrc ?? heard.id),
          received: heard.packetsReceived ?? 0,
          lost: heard.packetsLost ?? 0,
          discarded: heard.packetsDiscarded ?? 0,
          jitterMs: (heard.jitter ?? 0) * 1000,
          bufferedMs: (heard.jitterBufferDelay ?? 0) * 1000,
          emitted: heard.jitterBufferEmittedCount ?? 0,
        }
      : null,
    sent:
      report && sender
        ? {
            stream: String(report.ssrc ?? report.id),
            at: report.timestamp,
            sent: sender.packetsSent ?? 0,
            lost: report.packetsLost ?? 0,
            jitterMs: (report.jitter ?? 0) * 1000,
          }
        : null,
    roundTripMs: roundTrip === undefined ? null : roundTrip * 1000,
    received: inbound.reduce((sum, { packetsReceived = 0 }) => sum + packetsReceived, 0),
    sentPackets: outbound.reduce((sum, { packetsSent = 0 }) => sum + packetsSent, 0),
  };
}

function lastOf({ lastPacketReceivedTimestamp = 0 }: Entry): number {
  return lastPacketReceivedTimestamp;
}
