/**
 * Stands before every description of a far end (offers and answers, first ones and those of re-INVITEs): only what keeps to the
 * grammar of RFC 8866 and to honest sizes reaches the browser's parser, which is native code. Pure; decides no codec.
 */
import { attributeObjection, isPayloadType } from './sdp-attribute.ts';

const most = { characters: 32_768, lines: 1_500, lineLength: 2_000, media: 16, formats: 64 } as const;
/** of one kind of attribute, over all sections */
const mostOf: Readonly<Record<string, number>> = {
  candidate: 128,
  crypto: 32,
  ssrc: 256,
  'ssrc-group': 64,
  fingerprint: 32,
  extmap: 256,
  rtpmap: 512,
  fmtp: 512,
  group: 8,
};
/** RFC 5888, 8839, 8842: said once in a section (so is ptime, which gateways and the proxies behind them both write) */
const single = new Set(['mid', 'ice-ufrag', 'ice-pwd', 'setup']);
const times = /^\d{1,20} \d{1,20}\s*$/;
const connection = /^IN IP[46] [A-Za-z0-9.:%_/-]{1,255}\s*$/;

interface Section {
  /** null: what stands before the first m-line */
  readonly media: string | null;
  readonly isRtp: boolean;
  readonly isRefused: boolean;
  readonly seen: Set<string>;
  /** payload type → its rtpmap */
  readonly maps: Map<string, string>;
}

/** What is wrong with it, in few words of ASCII for a Warning header; null: nothing. */
export function sdpObjection(sdp: string): string | null {
  if (sdp === '') return 'no description';
  if (sdp.length > most.characters) return 'description too long';
  const lines = sdp.replace(/(?:\r?\n)+$/, '').split(/\r?\n/);
  if (lines.length > most.lines) return 'too many lines';
  for (const line of lines) {
    if (line.length > most.lineLength) return 'line too long';
    // NUL and the like, a lone CR among them: never in a text field of a phone (RFC 8866 9)
    if (!/^[a-z]=(?:\t|\P{Cc})*$/u.test(line)) return 'not a line of SDP';
  }
  return headObjection(lines) ?? bodyObjection(lines);
}

/** RFC 8866 5: v, o and s come first, and a time before the first medium. */
function headObjection(lines: readonly string[]): string | null {
  if (lines[0] !== 'v=0') return 'bad version';
  if (!/^o=\S{1,256} \d{1,20} \d{1,20} IN IP[46] \S{1,255}\s*$/.test(lines[1] ?? '')) return 'bad origin';
  return (lines[2] ?? '').startsWith('s=') ? null : 'no session name';
}

function bodyObjection(lines: readonly string[]): string | null {
  const session = newSection(null, false, false);
  const sections: Section[] = [];
  const counts = new Map<string, number>();
  const mids = new Set<string>();
  const groups: string[] = [];
  let section = session;
  for (const line of lines.slice(3)) {
    const value = line.slice(2);
    switch (line[0]) {
      case 'v':
      case 'o':
      case 's':
        return 'line out of order';
      case 't':
        if (section !== session || !times.test(value)) return 'bad time';
        session.seen.add('t');
        break;
      case 'c':
        if (!connection.test(value)) return 'bad connection';
        section.seen.add('c');
        break;
      case 'b':
        if (!/^[A-Za-z0-9-]{1,16}:\d{1,10}\s*$/.test(value)) return 'bad bandwidth';
        break;
      case 'm': {
        if (!session.seen.has('t')) return 'no time';
        const medium = mediumOf(value);
        if (typeof medium === 'string') return medium;
        section = medium;
        sections.push(medium);
        if (sections.length > most.media) return 'too many media';
        break;
      }
      case 'a': {
        const [, name = '', rest = ''] = /^([^:]+):?(.*)$/.exec(value) ?? [];
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        if (Object.hasOwn(mostOf, name) && count > (mostOf[name] ?? 0)) return `too many ${name}`;
        const objection = inSection(section, name, rest);
        if (objection !== null) return objection;
        // of other groups (LS, FID) a far end may have taken a medium away; no browser looks at them
        if (name === 'group' && rest.startsWith('BUNDLE')) groups.push(rest);
        if (name === 'mid') {
          if (mids.has(rest)) return 'mid twice';
          mids.add(rest);
        }
        break;
      }
      // i, u, e, p, r, z, k: nobody looks at them
      default:
    }
  }
  if (sections.length === 0) return 'no media';
  // RFC 9143 7.2: a bundle names media that are there
  for (const group of groups)
    for (const mid of group.trim().split(' ').slice(1)) if (!mids.has(mid)) return 'group of unknown media';
  return sections.reduce<string | null>((found, each) => found ?? completeness(each, session), null);
}

const newSection = (media: string | null, isRtp: boolean, isRefused: boolean): Section => ({
  media,
  isRtp,
  isRefused,
  seen: new Set(),
  maps: new Map(),
});

function mediumOf(value: string): Section | string {
  const [, media = '', port = '', protocol = '', formats = ''] =
    /^([a-z]{1,16}) (\d{1,5})(?:\/\d{1,3})? ([A-Za-z0-9/]{1,32}) (\S.*?)\s*$/.exec(value) ?? [];
  if (media === '' || Number(port) > 65_535) return 'bad media line';
  const list = formats.split(' ');
  if (list.length > most.formats) return 'too many formats';
  const isRtp = /(?:^|\/)RTP\//.test(protocol);
  if (isRtp && !list.every(isPayloadType)) return 'bad payload type';
  if (isRtp && new Set(list).size < list.length) return 'payload type twice';
  return newSection(media, isRtp, port === '0');
}

function inSection(section: Section, name: string, value: string): string | null {
  // a data channel's fmtp has no payload type
  if ((name === 'fmtp' || name === 'rtpmap') && !section.isRtp) return null;
  const objection = attributeObjection(name, value);
  if (objection !== null) return objection;
  if (single.has(name)) {
    if (section.seen.has(name)) return `${name} twice`;
  }
  section.seen.add(name);
  if (name === 'rtpmap') {
    const [type = '', map = ''] = value.trim().split(' ');
    // the same again is noise; another meaning is none
    if ((section.maps.get(type) ?? map) !== map) return 'rtpmap twice';
    section.maps.set(type, map);
  }
  return null;
}

/** What a medium that is not refused cannot do without: an address, and as audio here DTLS and ICE (RFC 8827 6.5, 8839). */
function completeness(section: Section, session: Section): string | null {
  if (section.isRefused) return null;
  const has = (name: string): boolean => section.seen.has(name) || session.seen.has(name);
  if (!has('c')) return 'no connection';
  // of a bundle the first medium has them for all; audio alone is of interest
  if (section.media !== 'audio' || section.seen.has('bundle-only')) return null;
  if (!section.isRtp) return 'audio is not RTP';
  if (!has('fingerprint')) return 'no fingerprint';
  return has('ice-ufrag') && has('ice-pwd') ? null : 'no ICE';
}

/** RFC 3261 20.43; 399: words for a person who looks at a trace. */
export const warningOf = (text: string): string => `Warning: 399 linewarden "${text}"`;
