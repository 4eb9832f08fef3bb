// Makes a sipp scenario out of the templates in sipp/: parts, SDP, and the caller's identity. Pure text; runs nothing.
// All text here is one character a byte (latin1), so that a spec can send bytes that are no UTF-8.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { never } from './never.ts';

export type Offer =
  /** PCMA, PCMU and telephone-event. */
  | 'audio'
  /** Only a video line: nothing that a phone could answer. */
  | 'video-only'
  /** A session without any media line. */
  | 'no-media'
  /** Not SDP at all, though Content-Type says so. */
  | 'garbage';

export interface ScenarioOptions {
  readonly name: string;
  readonly to: string;
  readonly token: string;
  /** From without its tag, as bytes. */
  readonly from: string;
  /** The same without a display name, for the later requests. */
  readonly address: string;
  readonly headers: readonly string[];
  readonly offer: Offer;
  readonly rtpPort: number;
  /** Further words of one scenario's own, or in place of the above: not escaped. */
  readonly words?: Readonly<Record<string, string>>;
}

const sippDir = path.join(import.meta.dirname, 'sipp');

/** Every final status but success that RFC 3261 and its followers define. */
// prettier-ignore
const failureStatuses = [
  300, 301, 302, 305, 380,
  400, 401, 402, 403, 404, 405, 406, 407, 408, 410, 412, 413, 414, 415, 416, 420, 421, 422, 423, 424, 428, 429, 430, 433, 436, 437,
  438, 439, 440, 469, 470, 480, 481, 482, 483, 484, 485, 486, 487, 488, 489, 491, 493, 494,
  500, 501, 502, 503, 504, 505, 513, 555, 580,
  600, 603, 604, 606, 607, 608,
];

/** A string's UTF-8 bytes, one character each. */
export function bytes(text: string | Uint8Array): string {
  return (typeof text === 'string' ? Buffer.from(text, 'utf8') : Buffer.from(text)).toString('latin1');
}

/** sipp reads [words] in a message as its own; `[bracket]` is a keyword that caller.ts gives it. CDATA cannot hold its own end. */
function literal(text: string): string {
  if (text.includes(']]>')) throw new Error('sipp cannot send "]]>"');
  return text.replaceAll('[', '[bracket]');
}

export function sdp(offer: Offer, rtpPort: number, direction: string): string {
  const session = ['v=0', 'o=caller 1 1 IN IP4 [local_ip]', 's=-', 'c=IN IP4 [local_ip]', 't=0 0'];
  const audio = [
    `m=audio ${rtpPort} RTP/AVP 8 0 101`,
    'a=rtpmap:8 PCMA/8000',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:101 telephone-event/8000',
    'a=fmtp:101 0-15',
    'a=ptime:20',
    `a=${direction}`,
  ];
  const video = [`m=video ${rtpPort} RTP/AVP 96`, 'a=rtpmap:96 H264/90000', `a=${direction}`];
  switch (offer) {
    case 'audio':
      return [...session, ...audio].join('\n');
    case 'video-only':
      return [...session, ...video].join('\n');
    case 'no-media':
      return session.join('\n');
    case 'garbage':
      return 'this is not a session description';
    default:
      return never(offer);
  }
}

/** For an attended transfer (RFC 3891), out of what transfer.xml read in Refer-To. */
const replacesHeaders = 'Require: replaces\nReplaces: [$call];to-tag=[$totag];from-tag=[$fromtag]\n';

type Words = Readonly<Record<string, string>>;

function fill(template: string, words: Words, options: ScenarioOptions): string {
  return template.replaceAll(/\{\{([^{}]+)\}\}/g, (_whole, inner: string) => {
    const [, kind, rest] = /^(part|failures):(.+)$/.exec(inner) ?? [];
    if (kind === 'failures') {
      return failureStatuses
        .map((status) => `  <recv response="${status}" optional="true" next="${rest}"/>`)
        .join('\n');
    }
    if (kind === 'part' && rest !== undefined) {
      const [part = '', ...settings] = rest.split(/ (?=\w+=)/);
      const own = Object.fromEntries(settings.map((each) => each.split(/=(.*)/s).slice(0, 2) as [string, string]));
      const { next, retrans, direction, replaces, ...others } = own;
      return fill(
        readFileSync(path.join(sippDir, 'parts', `${part}.xml`), 'latin1').trimEnd(),
        {
          ...words,
          ...others,
          next: next === undefined ? '' : ` next="${next}"`,
          retrans: retrans === undefined ? '' : ` retrans="${retrans}"`,
          replaces: replaces === 'yes' ? replacesHeaders : '',
          sdp: sdp(options.offer, options.rtpPort, direction ?? 'sendrecv'),
        },
        options,
      );
    }
    const word = words[inner];
    if (word === undefined) throw new Error(`scenario ${options.name}: unknown word {{${inner}}}`);
    return word;
  });
}

/** The scenario's XML, one character a byte: write it with encoding latin1. */
export function scenario(options: ScenarioOptions): string {
  const words: Words = {
    to: literal(bytes(options.to)),
    token: options.token,
    from: literal(options.from),
    address: literal(options.address),
    headers: options.headers.map((line) => `${literal(bytes(line))}\n`).join(''),
    ...options.words,
  };
  return fill(readFileSync(path.join(sippDir, `${options.name}.xml`), 'latin1'), words, options);
}
