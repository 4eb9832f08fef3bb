/** Reads out of WebRTC's statistics what the quality meter and the watch for silence count. Pure; judges nothing. */
import type { PlayedSound } from './hearing.ts';
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
  readonly totalAudioEnergy?: number;
  /** s */
  readonly totalSamplesDuration?: number;
  readonly lastPacketReceivedTimestamp?: number;
  /** s */
  readonly roundTripTime?: number;
  readonly currentRoundTripTime?: number;
  readonly selectedCandidatePairId?: string;
  readonly localId?: string;
}

/** The newest that RTCP told of the far end (RFC 3550 6.4): as a sender, where it is one, else as a receiver. */
export interface FarReport {
  readonly stream: string;
  /** a new report has another time */
  readonly at: number;
  /** packets that it says it has sent; null: it says nothing of that */
  readonly sent: number | null;
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
  readonly farReport: FarReport | null;
  readonly played: PlayedSound | null;
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
    farReport: farReport(audio('remote-outbound-rtp'), report),
    played: heard ? playedOf(heard) : null,
  };
}

/** one compound packet holds both reports, and their times differ by what it takes to read it */
const sameCompoundMs = 500;

function farReport(senders: readonly Entry[], receiver: Entry | undefined): FarReport | null {
  const sender = senders.reduce<Entry | undefined>(
    (best, each) => (best === undefined || each.timestamp > best.timestamp ? each : best),
    undefined,
  );
  const isSender = sender !== undefined && sender.timestamp + sameCompoundMs >= (receiver?.timestamp ?? 0);
  const newest = isSender ? sender : receiver;
  if (newest === undefined) return null;
  const sent = isSender ? (sender.packetsSent ?? null) : null;
  return { stream: String(newest.ssrc ?? newest.id), at: newest.timestamp, sent };
}

/** what a packet of telephony holds */
const packetSeconds = 0.02;

/** Where a browser has no such sums, what arrives is taken for heard. */
function playedOf({ id, ssrc, totalAudioEnergy, totalSamplesDuration, packetsReceived = 0 }: Entry): PlayedSound {
  const stream = String(ssrc ?? id);
  const arrived = packetsReceived * packetSeconds;
  return totalAudioEnergy === undefined || totalSamplesDuration === undefined
    ? { stream, energy: arrived, seconds: arrived }
    : { stream, energy: totalAudioEnergy, seconds: totalSamplesDuration };
}

function lastOf({ lastPacketReceivedTimestamp = 0 }: Entry): number {
  return lastPacketReceivedTimestamp;
}
