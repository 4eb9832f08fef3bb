/**
 * A look at an SDP before it reaches the WebRTC stack: only an audio description that a practice call can use passes, so
 * that a hostile or merely foreign body is answered 488 and never leaves a live connection half changed. It changes nothing.
 */

export type SdpFault =
  'too-large' | 'no-audio' | 'several-audio' | 'no-pcma' | 'no-ice' | 'no-fingerprint' | 'not-dtls-srtp' | 'not-sdp';

const MAX_SDP_BYTES = 32_768;

export function checkSdp(sdp: string): SdpFault | null {
  if (sdp.length > MAX_SDP_BYTES) return 'too-large';
  const lines = sdp.split(/\r?\n/);
  if (lines[0] !== 'v=0' || !lines.every((line) => line === '' || /^[a-z]=[^\0]*$/.test(line))) return 'not-sdp';
  const media = lines.filter((line) => line.startsWith('m='));
  const line = media.find((m) => m.startsWith('m=audio '));
  if (line === undefined || line.startsWith('m=audio 0 ')) return 'no-audio';
  if (media.length > 1) return 'several-audio';
  const match = /^m=audio [0-9]{1,5} (?:UDP|TCP)\/TLS\/RTP\/SAVPF((?: [0-9]{1,3})+)$/.exec(line);
  if (match === null) return 'not-dtls-srtp';
  // PCMA has the static payload type 8 (RFC 3551 6), which every browser uses.
  if (!(match[1] ?? '').split(' ').includes('8')) return 'no-pcma';
  const has = (pattern: RegExp): boolean => lines.some((l) => pattern.test(l));
  if (!has(/^a=ice-ufrag:\S{4,256}$/) || !has(/^a=ice-pwd:\S{22,256}$/)) return 'no-ice';
  return has(/^a=fingerprint:sha-(1|224|256|384|512) [0-9A-Fa-f:]+$/) ? null : 'no-fingerprint';
}
