/** The form of single SDP attributes (RFC 8866 6, 8839, 8122, 4568, 5576): what is wrong with one, or null. Pure; knows no section. */

/** RFC 3551 6: their meaning is fixed. Not here: 4 and 18, which honest gateways call G723.1 and G729A and no browser knows. */
const staticTypes: Readonly<Record<number, string>> = {
  0: 'PCMU/8000',
  3: 'GSM/8000',
  8: 'PCMA/8000',
  9: 'G722/8000',
  13: 'CN/8000',
};

/** octets of a digest, by the hash's name (RFC 8122 5) */
const digestLengths: Readonly<Record<string, number>> = {
  'sha-1': 20,
  'sha-224': 28,
  'sha-256': 32,
  'sha-384': 48,
  'sha-512': 64,
};

const longestFmtp = 1024;
/** more than any codec of RFC 3551 and of the browsers has; multi-channel opus has eight */
const fastestClock = 384_000;
const mostChannels = 24;

export const isPayloadType = (text: string): boolean => /^(?:0|[1-9]\d{0,2})$/.test(text) && Number(text) <= 127;

function rtpmap(value: string): string | null {
  const [, type = '', name = '', clock = '', channels = '1'] =
    /^(\d+) ([A-Za-z0-9!#$%&'*+.^_`{|}~-]{1,64})\/([1-9]\d{0,6})(?:\/([1-9]\d?))?\s*$/.exec(value) ?? [];
  if (!isPayloadType(type) || Number(clock) > fastestClock || Number(channels) > mostChannels) return 'bad rtpmap';
  const fixed = staticTypes[Number(type)];
  return fixed === undefined || fixed === `${name.toUpperCase()}/${clock}` ? null : 'bad rtpmap of a static type';
}

function fmtp(value: string): string | null {
  const [, type = ''] = /^(\d+) /.exec(value) ?? [];
  if (!isPayloadType(type)) return 'bad fmtp';
  return value.length > longestFmtp ? 'fmtp too long' : null;
}

function fingerprint(value: string): string | null {
  const [, hash = '', digest = ''] = /^([A-Za-z0-9-]{1,16}) ([0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2})*)\s*$/.exec(value) ?? [];
  return digestLengths[hash.toLowerCase()] === (digest.length + 1) / 3 ? null : 'bad fingerprint';
}

const of =
  (form: RegExp, what: string, fits: (match: RegExpExecArray) => boolean = () => true) =>
  (value: string): string | null => {
    const match = form.exec(value);
    return match !== null && fits(match) ? null : what;
  };

const isPort = (text: string | undefined): boolean => Number(text) <= 65_535;
const isWord = (text: string | undefined): boolean => Number(text) < 2 ** 32;

const forms: Readonly<Record<string, (value: string) => string | null>> = {
  rtpmap,
  fmtp,
  fingerprint,
  // RFC 8839 5.4
  'ice-ufrag': of(/^[A-Za-z0-9+/=_-]{4,256}\s*$/, 'bad ice-ufrag'),
  'ice-pwd': of(/^[A-Za-z0-9+/=_-]{22,256}\s*$/, 'bad ice-pwd'),
  // RFC 8839 5.1; names (mDNS) and both address families
  candidate: of(
    /^[A-Za-z0-9+/:_-]{1,64} (\d{1,3}) [A-Za-z]{2,8} (\d{1,10}) [A-Za-z0-9.:%_-]{1,255} (\d{1,5}) typ [a-z]{2,16}(?: [\x20-\x7e]{0,400})?$/,
    'bad candidate',
    ([, component, priority, port]) => Number(component) <= 256 && isWord(priority) && isPort(port),
  ),
  setup: of(/^(?:active|passive|actpass|holdconn)\s*$/, 'bad setup'),
  // RFC 4568 9.1
  crypto: of(/^\d{1,9} [A-Za-z0-9_]{1,64} inline:[\x21-\x7e]{1,256}(?: [\x20-\x7e]{0,128})?$/, 'bad crypto'),
  // RFC 5576 4.1
  ssrc: of(/^(\d{1,10}) [\x21-\x7e]{1,64}/, 'bad ssrc', ([, id]) => isWord(id)),
  'ssrc-group': of(/^[A-Za-z-]{1,16}(?: \d{1,10}){1,32}\s*$/, 'bad ssrc-group'),
  // RFC 5888 4
  mid: of(/^[\x21-\x7e]{1,64}$/, 'bad mid'),
  group: of(/^[A-Za-z]{2,16}(?: [\x21-\x7e]{1,64}){0,16}\s*$/, 'bad group'),
  ptime: of(/^\d{1,4}(?:\.\d{1,4})?\s*$/, 'bad ptime'),
  maxptime: of(/^\d{1,4}(?:\.\d{1,4})?\s*$/, 'bad maxptime'),
  rtcp: of(/^(\d{1,5})(?: IN IP[46] [A-Za-z0-9.:%_-]{1,255})?\s*$/, 'bad rtcp', ([, port]) => isPort(port)),
  // RFC 8285 8
  extmap: of(/^(\d{1,4})(?:\/[a-z]{4,8})? [\x21-\x7e]{1,256}/, 'bad extmap', ([, id]) => Number(id) >= 1),
};

/** Attributes that nobody here knows are anybody's: they may say what they like. */
export function attributeObjection(name: string, value: string): string | null {
  // the far end chooses the name: `__proto__` and its kin are no forms of ours
  return Object.hasOwn(forms, name) ? (forms[name]?.(value) ?? null) : null;
}
