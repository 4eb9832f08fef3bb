/** Screening a ringing call, keeping what the phone reports of it, and reading history. */
import { implement } from '@orpc/server';
import { deskContract } from '../../../core/contract/desk.ts';
import type { DeskEvent } from '../../../core/event/event.ts';
import { listEventNumber } from '../../../core/projection/list-projection.ts';
import type { Verdict } from '../../../core/judge/verdict.ts';
import { chooseIdentity } from '../../../core/number/identity.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import {
  createSerial,
  inTurn,
  invalid,
  makeEvent,
  requireListable,
  requireSupervisor,
  requireUlid,
  save,
  tell,
  type CommandErrors,
} from '../command.ts';
import type { FeatureDeps } from '../deps.ts';
import { causeOf } from '../../store/store-error.ts';
import type { Line } from '../../../core/event/line.ts';
import { removeRecordingsOf } from '../recordings/recording-keeper.ts';
import { makeCard } from './caller-card.ts';
import { toHistoryRow } from './history-row.ts';
import { numberOfCall, type LiveCalls } from './live-calls.ts';
import { toTimelineItem } from './timeline-item.ts';

const timelineLength = 500;
const dayMs = 86_400_000;

export function createCallsFeature(deps: FeatureDeps, live: LiveCalls) {
  const os = implement(deskContract).calls;
  const serial = createSerial();
  const { store } = deps;

  return os.router({
    screen: os.screen.handler(({ input, errors }) => {
      const call = requireUlid(errors, 'call', input.call);
      const line = deps.line();
      const identity = chooseIdentity(input, deps.trustAssertedIdentity());
      const isFirst = live.get(call) === null;
      const { number, name: claimedName, verstat } = identity;
      live.screened(call, { line, number: number.key, claimedName, verstat });
      const card = makeCard(deps, live, { call, line, number, claimedName, verstat });
      // a call that we make is shown with what is known, but nobody decided about it
      if (isFirst && input.direction === 'in') keepVerdict(call, number.key, card.verdict);
      return card;
    }),

    card: os.card.handler(({ input, errors }) => {
      const call = requireUlid(errors, 'call', input.call);
      live.touch(call);
      const heard = live.get(call);
      const line = heard?.line ?? deps.line();
      const number = parseNumber(heard?.number ?? input.number);
      const claimedName = heard?.claimedName ?? store.reads.call(line, call)?.claimedName ?? '';
      return makeCard(deps, live, { call, line, number, claimedName, verstat: heard?.verstat ?? null });
    }),

    report: os.report.handler(async ({ input, errors }) => {
      // acknowledged like all others, or the phone would send them for ever
      const told = input.events.filter((event) => !('call' in event && live.isErased(event.call ?? '')));
      const events = told.map((event) => withOneNumber(event));
      for (const event of events) if ('call' in event && event.call !== undefined) live.touch(event.call);
      return { seq: await save(deps, errors, events, ['calls', 'numbers']) };
    }),

    setNote: os.setNote.handler(async ({ input, errors }) => {
      const call = requireUlid(errors, 'call', input.call);
      const number = numberOfCall(deps, live, call, input.number);
      await save(deps, errors, [makeEvent(deps, 'note.set', { call, number, data: { text: input.text } })], ['calls']);
      return {};
    }),

    history: os.history.handler(async ({ input }) => {
      const { onlyMine, ...filter } = input;
      const agent = onlyMine ? deps.who().author : null;
      const page = await store.searches.history({ ...filter, line: deps.line(), agent });
      return {
        rows: page.items.map((item) => toHistoryRow(deps, live, item)),
        total: page.total,
        counts: { ...page.counts },
      };
    }),

    number: os.number.handler(async ({ input }) => {
      const line = deps.line();
      const number = parseNumber(input.number);
      const events = await store.searches.timeline({ line, number: number.key, limit: timelineLength });
      const card = makeCard(deps, live, { call: '', line, number, claimedName: '', verstat: null });
      return { card, timeline: events.map(toTimelineItem) };
    }),

    today: os.today.handler(({ input }) => store.searches.today({ line: deps.line(), since: input.since })),

    undoRejection: os.undoRejection.handler(
      inTurn(serial, async ({ input, errors }) => {
        const line = deps.line();
        const row = store.reads.call(line, input.call);
        if (row === null) throw errors.NOT_FOUND({ data: { detail: `no call ${input.call}` } });
        if (row.undone === 1) throw errors.CONFLICT({ data: { detail: 'undone already' } });
        if (row.action !== 'reject' && row.outcome !== 'blocked') throw invalid(errors, 'call', 'not-rejected');
        const { key } = requireListable(errors, 'call', row.number);
        const { author } = deps.who();
        const now = deps.clock.now();
        const id = deps.clock.ulid();
        const match = { type: 'exact', number: key } as const;
        await save(
          deps,
          errors,
          [
            makeEvent(deps, 'rejection.undone', { call: input.call, number: row.number, data: { entry: id } }),
            makeEvent(deps, 'list.set', {
              number: listEventNumber(match),
              data: {
                id,
                kind: 'allow',
                match,
                vip: false,
                reason: '',
                author,
                createdAt: now,
                expiresAt: now + input.days * dayMs,
                source: 'undo',
              },
            }),
          ],
          ['calls', 'lists', 'numbers'],
        );
        return { entry: id };
      }),
    ),

    erase: os.erase.handler(
      inTurn(serial, async ({ input, errors }) => {
        requireSupervisor(deps, errors);
        const line = deps.line();
        const { kind, key } = parseNumber(input.number);
        // all hidden callers share one key; there is no person behind it
        if (kind === 'hidden') throw invalid(errors, 'number', 'number');
        const { events } = await store.searches.eventsOf({ line, number: key });
        live.forget(line, key);
        await removeRecordings(line, key, errors);
        await save(
          deps,
          errors,
          [makeEvent(deps, 'number.erased', { number: key, data: {} })],
          ['calls', 'tags', 'lists', 'contacts', 'escalations', 'numbers'],
        );
        return { events };
      }),
    ),

    verdict: os.verdict.handler(({ input, errors }) => {
      const verdict = store.reads.verdictOf(deps.line(), input.call);
      if (verdict === null) throw errors.NOT_FOUND({ data: { detail: `call ${input.call} was not judged` } });
      return verdict;
    }),
  });

  /** Not removed means not erased: nothing of the number goes before its recordings have. */
  async function removeRecordings(line: Line, number: string, errors: Pick<CommandErrors, 'NOT_SAVED'>): Promise<void> {
    try {
      await removeRecordingsOf(deps, line, number);
    } catch (error) {
      throw errors.NOT_SAVED({ data: { cause: causeOf(error), detail: String(error) } });
    }
  }

  /** Behind the answer: ringing waits for no disk. Should it fail, the call's row lacks its verdict, and the log says so. */
  function keepVerdict(call: string, number: string, verdict: Verdict): void {
    const event = makeEvent(deps, 'call.screened', { call, number, data: { verdict } });
    store.append([event]).then(
      ({ seq }) => tell(deps, seq, [event], ['calls']),
      (error: unknown) => deps.log.warn(`the verdict was not saved: ${String(error)}`),
    );
  }

  /** One call has one number in the log: the one that screening read out of its headers, which the phone may not know. */
  function withOneNumber(event: DeskEvent): DeskEvent {
    if (!('call' in event) || event.call === undefined) return event;
    const heard = live.get(event.call);
    const number = heard?.number ?? store.reads.call(event.line, event.call)?.number ?? parseNumber(event.number).key;
    return { ...event, number };
  }
}
