/** The time marks that the benches read (names and meaning: README.md); must cost nothing that a call could feel. */

export type MarkName = 'invite' | 'answer-command' | 'ok-sent' | 'first-audio';

/** A shift must not fill the performance buffer; the newest thousands are enough for any bench. */
const keep = 4000;
let made = 0;

/** `startTime` is of `performance.now()`; absent means now. */
export function mark(name: MarkName, call: string, startTime?: number): void {
  if (made >= keep) {
    for (const old of ['invite', 'answer-command', 'ok-sent', 'first-audio'])
      performance.clearMarks(`linewarden:${old}`);
    made = 0;
  }
  made += 1;
  performance.mark(`linewarden:${name}`, { detail: { call }, ...(startTime === undefined ? {} : { startTime }) });
}
