/** The time marks that the benches read (names and meaning: README.md); must cost nothing that a call could feel. */

const names = [
  'invite',
  'verdict',
  'ringing',
  'answer-command',
  'ok-sent',
  'first-audio',
  'proved',
  'unproved',
] as const;
export type MarkName = (typeof names)[number];

/** A shift must not fill the performance buffer; the newest thousands are enough for any bench. */
const keep = 4000;
let made = 0;

/** `call`: its id, or '' for the line's own marks. `startTime` is of `performance.now()`; absent means now. */
export function mark(name: MarkName, call: string, startTime?: number): void {
  if (made >= keep) {
    for (const old of names) performance.clearMarks(`linewarden:${old}`);
    made = 0;
  }
  made += 1;
  performance.mark(`linewarden:${name}`, { detail: { call }, ...(startTime === undefined ? {} : { startTime }) });
}
