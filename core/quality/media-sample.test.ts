/** What is counted out of WebRTC's statistics, as Chromium gives them. */
import { expect, it } from 'vitest';
import { mediaSample, type StatsReport } from './media-sample.ts';

type Entry = Parameters<Parameters<StatsReport['forEach']>[0]>[0];
const report = (...entries: (Partial<Entry> & Pick<Entry, 'id' | 'type'>)[]): StatsReport =>
  new Map(entries.map((entry) => [entry.id, { timestamp: 7_000, ...entry }]));

const heard: Entry = {
  id: 'in1',
  type: 'inbound-rtp',
  timestamp: 7_000,
  kind: 'audio',
  ssrc: 11,
  codecId: 'c8',
  packetsReceived: 500,
  packetsLost: 5,
  packetsDiscarded: 2,
  jitter: 0.004,
  jitterBufferDelay: 240,
  jitterBufferEmittedCount: 4_000,
  lastPacketReceivedTimestamp: 6_990,
  totalAudioEnergy: 0.5,
  totalSamplesDuration: 10,
};
const codec: Entry = { id: 'c8', type: 'codec', timestamp: 7_000, mimeType: 'audio/PCMA' };
const sender: Entry = { id: 'out', type: 'outbound-rtp', timestamp: 7_000, kind: 'audio', ssrc: 22, packetsSent: 510 };
const told: Entry = {
  id: 'rr',
  type: 'remote-inbound-rtp',
  timestamp: 6_200,
  kind: 'audio',
  ssrc: 22,
  packetsLost: 9,
  jitter: 0.01,
  roundTripTime: 0.08,
};
const transport: Entry = { id: 't', type: 'transport', timestamp: 7_000, selectedCandidatePairId: 'p' };
const pair: Entry = { id: 'p', type: 'candidate-pair', timestamp: 7_000, currentRoundTripTime: 0.02 };

it('both ways, the codec, and the whole way’s round trip as the far end’s report tells it', () => {
  expect(mediaSample(report(heard, codec, sender, told, transport, pair), 9_000)).toEqual({
    at: 9_000,
    codec: 'PCMA',
    heard: { stream: '11', received: 500, lost: 5, discarded: 2, jitterMs: 4, bufferedMs: 240_000, emitted: 4_000 },
    sent: { stream: '22', at: 6_200, sent: 510, lost: 9, jitterMs: 10 },
    roundTripMs: 80,
    received: 500,
    sentPackets: 510,
    farReport: { stream: '22', at: 6_200, sent: null },
    played: { stream: '11', energy: 0.5, seconds: 10 },
  });
});

it('without a report: the round trip to the media proxy, and nothing of how we are heard', () => {
  const sample = mediaSample(report(heard, codec, sender, transport, pair), 9_000);
  expect(sample.sent).toBeNull();
  expect(sample.roundTripMs).toBe(20);
});

it('where a browser does not sum up the sound, packets stand for it', () => {
  const bare: Entry = {
    id: 'in1',
    type: 'inbound-rtp',
    timestamp: 7_000,
    kind: 'audio',
    ssrc: 11,
    packetsReceived: 500,
  };
  expect(mediaSample(report(bare), 9_000).played).toEqual({ stream: '11', energy: 10, seconds: 10 });
});

it('of two streams the one that still comes; silence is counted over both', () => {
  const newer: Entry = { ...heard, id: 'in2', ssrc: 12, packetsReceived: 40, lastPacketReceivedTimestamp: 6_999 };
  const sample = mediaSample(report(newer, heard, codec), 9_000);
  expect(sample.heard?.stream).toBe('12');
  expect(sample.received).toBe(540);
});

it('video, and what an old Chromium does not tell, is nothing', () => {
  const bare: Entry = { id: 'in1', type: 'inbound-rtp', timestamp: 1, kind: 'audio' };
  const sample = mediaSample(report({ ...heard, id: 'v', kind: 'video' }, bare), 9_000);
  expect(sample).toMatchObject({ codec: '', roundTripMs: null, sent: null, received: 0, sentPackets: 0 });
  expect(sample.heard).toMatchObject({ stream: 'in1', received: 0, lost: 0, discarded: 0, emitted: 0 });
});

it('the far end’s newest report: as a sender where it is one, also beside a receiver’s of the same packet', () => {
  const says = (at: number, packetsSent: number): Entry => ({
    id: `sr${at}`,
    type: 'remote-outbound-rtp',
    timestamp: at,
    kind: 'audio',
    ssrc: 11,
    packetsSent,
  });
  const farReport = (...entries: Entry[]): unknown => mediaSample(report(heard, ...entries), 9_000).farReport;
  expect(farReport()).toBeNull();
  expect(farReport(told)).toEqual({ stream: '22', at: 6_200, sent: null });
  expect(farReport(says(6_199, 505), told)).toEqual({ stream: '11', at: 6_199, sent: 505 });
  expect(farReport(says(1_000, 90), says(6_300, 505), told)).toEqual({ stream: '11', at: 6_300, sent: 505 });
  // it has sent nothing for a while (RFC 3550 6.4)
  expect(farReport(says(1_000, 90), told)).toEqual({ stream: '22', at: 6_200, sent: null });
});
