// Reads the messages that sipp writes down (-trace_msg); strict about its frame, tolerant of whatever the messages contain.

export interface TracedMessage {
  readonly direction: 'sent' | 'received';
  /** sipp's own clock, ms since the epoch. */
  readonly at: number;
  /** One character a byte (latin1): hostile input need not be UTF-8. */
  readonly text: string;
  /** Method of a request, undefined for a response. */
  readonly method?: string;
  /** Status of a response, undefined for a request. */
  readonly status?: number;
  /** The method that the CSeq header names. */
  readonly cseqMethod?: string;
}

/** "----- 2026-11-24<tab>07:30:00.123456" and then "UDP message sent (614 bytes):" or "UDP message received [320] bytes :". */
const frame =
  /^-{20,} (\d{4}-\d{2}-\d{2})[\t ]+(\d{2}:\d{2}:\d{2}\.\d{3})\d*\r?\n\S+ message (sent|received) [^\n]*\n\n/gm;

/** Value of the first header of that name. */
export function header(text: string, name: string): string | undefined {
  const [head = ''] = text.split('\r\n\r\n', 1);
  const line = head.split('\r\n').find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return line?.slice(name.length + 1).trim();
}

function describe(direction: 'sent' | 'received', at: number, text: string): TracedMessage {
  const [start = ''] = text.split('\r\n', 1);
  const status = /^SIP\/2\.0 (\d{3})/.exec(start)?.[1];
  const method = status === undefined ? /^([A-Z]+) /.exec(start)?.[1] : undefined;
  const cseqMethod = header(text, 'CSeq')?.split(/\s+/)[1];
  return {
    direction,
    at,
    text,
    ...(method === undefined ? {} : { method }),
    ...(status === undefined ? {} : { status: Number(status) }),
    ...(cseqMethod === undefined ? {} : { cseqMethod }),
  };
}

export function parseTrace(trace: string): readonly TracedMessage[] {
  const frames = [...trace.matchAll(frame)];
  return frames.map((match, n) => {
    const [whole, date = '', time = '', direction] = match;
    const end = frames[n + 1]?.index ?? trace.length;
    const text = trace.slice(match.index + whole.length, end);
    return describe(direction === 'sent' ? 'sent' : 'received', new Date(`${date}T${time}`).getTime(), text);
  });
}

/** The port at which the far end wants audio, from the SDP of a message. */
export function audioPort(text: string): number | undefined {
  const port = /^m=audio (\d+) /m.exec(text)?.[1];
  return port === undefined || port === '0' ? undefined : Number(port);
}

/** The address where it wants it; the lab's PBX is not on loopback where the desk has a network of its own. */
export function audioHost(text: string): string {
  return /^c=IN IP4 ([\d.]+)\s*$/m.exec(text)?.[1] ?? '127.0.0.1';
}
