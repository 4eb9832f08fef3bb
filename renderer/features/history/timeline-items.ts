/** Which events of a number are worth a line: of a call its end, or its start while it goes on; everything else as it is. Pure. */
import type { TimelineItem } from '../../../core/contract/calls.ts';

const partsOfACall = new Set(['call.started', 'call.screened', 'call.answered', 'call.quality']);

export function timelineLines(items: readonly TimelineItem[]): TimelineItem[] {
  const ended = new Set(items.filter(({ type }) => type === 'call.ended').map(({ call }) => call));
  const isSuperseded = ({ type, call, params }: TimelineItem): boolean => {
    // each answer in a script is an event; that it was opened is what matters here
    if (type === 'script.stepped') return params['move'] !== 'open';
    // that it ended with its call goes without saying
    if (type === 'recording.ended') return params['end'] === 'call-ended';
    return partsOfACall.has(type) && (type !== 'call.started' || ended.has(call));
  };
  return items.filter((item) => !isSuperseded(item)).sort((a, b) => b.at - a.at);
}
