/** The little of SDP (RFC 8866) that the phone looks at itself; whatever it does not understand stays as it is. */

export interface OfferedCandidate {
  /** without the leading `a=` */
  readonly candidate: string;
  readonly sdpMLineIndex: number;
}

/** Does the offer hold an audio stream that is not refused (port 0: RFC 3264 5.1)? */
export function hasAudio(sdp: string): boolean {
  return sdp.split(/\r\n|\n/).some((line) => /^m=audio [1-9]\d{0,4}(?:\/\d+)? /.test(line));
}

/**
 * May a far end send nothing while nobody speaks? Comfort noise of both (RFC 3389), or its own word (RFC 3108 5.6.2.2, which
 * gateways of every kind write), which also counts against it. Opus' `usedtx` is no matter here: it goes on with a packet every 400 ms.
 */
export function agreesOnPauses(ours: string, theirs: string): boolean {
  const said = /^a=silenceSupp:(on|off)\b/im.exec(theirs)?.[1]?.toLowerCase();
  if (said !== undefined) return said === 'on';
  return hasComfortNoise(ours) && hasComfortNoise(theirs);
}

function hasComfortNoise(sdp: string): boolean {
  const types = /^m=audio \S+ \S+ (.*)$/m.exec(sdp)?.[1]?.trim().split(/\s+/) ?? [];
  return types.some((type) => type === '13' || new RegExp(`^a=rtpmap:${type} CN/`, 'im').test(sdp));
}

/**
 * Takes the candidates out of an offer, so that nothing connects before the call is answered: a prepared phone that
 * finished ICE and DTLS early would leave the desk that really answers without audio.
 */
export function withoutCandidates(sdp: string): {
  readonly sdp: string;
  readonly candidates: readonly OfferedCandidate[];
} {
  const candidates: OfferedCandidate[] = [];
  let section = -1;
  const kept = sdp.split(/\r\n|\n/).filter((line) => {
    if (line.startsWith('m=')) section += 1;
    if (line.startsWith('a=end-of-candidates')) return false;
    if (!line.startsWith('a=candidate:')) return true;
    // bounded: a hostile offer may hold thousands
    if (candidates.length < 64) candidates.push({ candidate: line.slice(2), sdpMLineIndex: Math.max(0, section) });
    return false;
  });
  return { sdp: kept.join('\r\n'), candidates };
}
