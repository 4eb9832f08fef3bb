/** For tests: streams of events as a desk could have made them, over few numbers and calls, so that they meet each other. */
import fc from 'fast-check';
import { eventSchema } from '../../../core/event/event.ts';
import type { DeskEvent } from '../../../core/event/event.ts';
import { listEventNumber } from '../../../core/projection/list-projection.ts';
import { tags } from '../../../core/tag/tag.ts';
import { testClock } from './temp-store.ts';

const numbers = ['+8613800138000', '+8617048152206', '+861088886666', '95588', 'hidden', '+63285510947'];
const lines = ['main', 'practice'] as const;

/** One step of a stream: what happens, to which of the few things there are. */
interface Step {
  readonly kind: (typeof kinds)[number];
  readonly a: number;
  readonly b: number;
  readonly flag: boolean;
  readonly text: string;
}

const kinds = [
  'started',
  'screened',
  'answered',
  'ended',
  'quality',
  'stepped',
  'tagged',
  'withdrawn',
  'note',
  'listSet',
  'listRemoved',
  'contactSet',
  'contactRemoved',
  'opened',
  'claimed',
  'decided',
  'returned',
  'undone',
  'rejectionUndone',
  'recorded',
  'recordingTold',
  'erased',
] as const;

const stepArbitrary: fc.Arbitrary<Step> = fc.record({
  // erasures meet contacts of several numbers too seldom by chance
  kind: fc.constantFrom(...kinds, 'contactSet', 'contactSet', 'erased'),
  a: fc.nat(1_000),
  b: fc.nat(1_000),
  flag: fc.boolean(),
  text: fc.string({ maxLength: 40, unit: 'grapheme' }),
});

export const eventStream: fc.Arbitrary<DeskEvent[]> = fc
  .array(stepArbitrary, { minLength: 1, maxLength: 120 })
  .map(toEvents);

/** A stream is some months long, so that there is something to be kept long enough. */
const stepMs = 600_000;

function toEvents(steps: readonly Step[]): DeskEvent[] {
  const clock = testClock();
  const calls = Array.from({ length: 8 }, () => clock.ulid());
  const made: Record<'tagged' | 'opened' | 'decided', DeskEvent[]> = { tagged: [], opened: [], decided: [] };
  return steps.map((step) => {
    clock.advance((step.a + 1) * stepMs);
    const event = eventSchema.parse(toEvent(step, clock.ulid(), clock.now(), calls, made));
    if (event.type === 'number.tagged') made.tagged.push(event);
    if (event.type === 'escalation.opened') made.opened.push(event);
    if (event.type === 'escalation.decided' || event.type === 'escalation.returned') made.decided.push(event);
    return event;
  });
}

function pick<T>(from: readonly T[], index: number, otherwise: T): T {
  return from[index % Math.max(1, from.length)] ?? otherwise;
}

function toEvent(
  { kind, a, b, flag, text }: Step,
  id: string,
  at: number,
  calls: readonly string[],
  made: Record<'tagged' | 'opened' | 'decided', DeskEvent[]>,
): unknown {
  // a call has one number and one line, as the service sees to
  const call = pick(calls, a, id);
  const number = pick(numbers, calls.indexOf(call), 'hidden');
  const line = pick(lines, calls.indexOf(call) >> 2, 'main');
  const envelope = { v: 1, id, at, desk: 'desk-1', author: flag ? '林晓雯' : '周敏', line };
  const ofCall = { ...envelope, call, number };
  const target = (from: readonly DeskEvent[]) => {
    const event = pick<DeskEvent | null>(from, b, null);
    const aim = event !== null && 'number' in event ? { number: event.number, line: event.line } : { number, line };
    return { id: event?.id ?? id, aim, event };
  };
  switch (kind) {
    case 'started':
      return {
        ...ofCall,
        type: 'call.started',
        data: { direction: flag ? 'in' : 'out', display: text, claimedName: text, sipCallId: text },
      };
    case 'screened':
      return {
        ...ofCall,
        type: 'call.screened',
        data: {
          verdict: {
            action: flag ? 'ring' : 'reject',
            warn: flag,
            status: flag ? null : 607,
            risk: { score: b / 10, band: 'suspect' },
            factors: [{ id: 'tag', weight: 12, params: { name: text } }],
            trace: [],
            listEntry: flag ? null : `entry-${b % 5}`,
            policyVersion: 1,
          },
        },
      };
    case 'answered':
      return { ...ofCall, type: 'call.answered', data: { ringMs: b + 0.25 } };
    case 'ended':
      return {
        ...ofCall,
        type: 'call.ended',
        data: {
          by: flag ? 'caller' : 'screening',
          outcome: pick(['answered', 'missed', 'blocked', 'failed'], b, 'failed'),
          status: flag ? null : 607,
          ringMs: b,
          talkMs: a + 0.5,
        },
      };
    case 'quality': {
      const way = {
        mos: { mean: 4.2, worst: 1 + b / 1_000 },
        lossPercent: { mean: a / 100, worst: b / 10 },
        jitterMs: { mean: 2, worst: a },
      };
      const data = { codec: 'PCMA', seconds: a, heard: way, sent: flag ? way : null, roundTripMs: null };
      return { ...ofCall, type: 'call.quality', data };
    }
    case 'stepped':
      return {
        ...ofCall,
        type: 'script.stepped',
        data: {
          script: 'loan',
          version: 1,
          step: 'ask',
          move: flag ? 'answer' : 'back',
          answer: flag ? text : null,
          obvious: flag,
          outcome: null,
        },
      };
    case 'tagged':
      return {
        ...(flag ? ofCall : { ...envelope, number }),
        type: 'number.tagged',
        data: { tag: pick(tags, b, 'loan'), subtype: null },
      };
    case 'withdrawn': {
      const { id: tagged, aim } = target(made.tagged);
      return { ...envelope, ...aim, type: 'tag.withdrawn', data: { tagged } };
    }
    case 'note':
      return { ...ofCall, type: 'note.set', data: { text } };
    case 'listSet': {
      const match = pick(
        [
          { type: 'exact', number },
          { type: 'prefix', prefix: '+86170' },
          { type: 'range', from: '+8613800000000', to: '+8613899999999' },
        ] as const,
        b,
        { type: 'exact', number },
      );
      return {
        ...envelope,
        number: listEventNumber(match),
        type: 'list.set',
        data: {
          id: `entry-${listEventNumber(match)}-${b % 3}`,
          kind: flag ? 'block' : 'allow',
          match,
          vip: false,
          reason: text,
          author: 'x',
          createdAt: at,
          expiresAt: flag ? null : at + 1000.5,
          source: 'manual',
        },
      };
    }
    case 'listRemoved':
      return { ...envelope, number, type: 'list.removed', data: { entry: `entry-${number}-${b % 3}`, why: text } };
    case 'contactSet':
      return {
        ...envelope,
        type: 'contact.set',
        data: {
          id: `contact-${b % 4}`,
          name: text,
          company: '',
          vip: flag,
          numbers: [number, ...(flag ? [pick(numbers, b, number), pick(numbers, a + b, number)] : [])],
          source: 'csv',
        },
      };
    case 'contactRemoved':
      return { ...envelope, type: 'contact.removed', data: { contact: `contact-${b % 4}` } };
    case 'opened':
      return {
        ...ofCall,
        type: 'escalation.opened',
        data: {
          kind: flag ? 'in-call' : 'after',
          note: text,
          context: { display: text, place: null, risk: null, factors: [], tags: [], trail: [], outcome: null },
        },
      };
    case 'claimed': {
      const { id: escalation, aim } = target(made.opened);
      return { ...envelope, ...aim, type: 'escalation.claimed', data: { escalation } };
    }
    case 'decided': {
      const { id: escalation, aim } = target(made.opened);
      const withdrawnTags = made.tagged.filter((_, index) => index % 2 === a % 2).map((event) => event.id);
      return {
        ...envelope,
        ...aim,
        type: 'escalation.decided',
        data: {
          escalation,
          decision: { kind: 'harmless', scope: { type: 'number' }, days: null, note: text },
          entry: null,
          withdrawnTags,
        },
      };
    }
    case 'returned': {
      const { id: escalation, aim } = target(made.opened);
      return { ...envelope, ...aim, type: 'escalation.returned', data: { escalation, note: text } };
    }
    case 'undone': {
      const { id: decided, aim, event } = target(made.decided);
      const escalation =
        event?.type === 'escalation.decided' || event?.type === 'escalation.returned' ? event.data.escalation : decided;
      return { ...envelope, ...aim, type: 'escalation.undone', data: { escalation, decided } };
    }
    case 'rejectionUndone':
      return { ...ofCall, type: 'rejection.undone', data: { entry: null } };
    case 'recorded':
      return {
        ...ofCall,
        type: 'recording.started',
        data: { recording: call, by: flag ? 'policy' : 'agent', announced: flag },
      };
    case 'recordingTold': {
      // a recording is of one call
      const recording = call;
      const told = [
        { type: 'recording.paused', data: { recording, ms: a + 0.5 } },
        { type: 'recording.resumed', data: { recording, ms: a } },
        { type: 'recording.ended', data: { recording, why: flag ? 'call-ended' : 'disk-full', ms: a } },
        {
          type: 'recording.removed',
          data: flag ? { recording, why: 'retention' } : { recording, why: 'person', reason: text },
        },
        { type: 'recording.exported', data: { recording } },
      ] as const;
      return { ...ofCall, ...told[a % told.length] };
    }
    case 'erased':
      return { ...envelope, number, type: 'number.erased', data: {} };
    default:
      return kind satisfies never;
  }
}
