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
