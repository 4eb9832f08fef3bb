/**
 * Escalations: an agent asks with a call's context, a supervisor claims and decides, the agent sees what became of it.
 * Agents see their own only; claiming, deciding and undoing are a supervisor's.
 */
import { implement } from '@orpc/server';
import { deskContract } from '../../../core/contract/desk.ts';
import type { Decision, Escalation } from '../../../core/escalation/escalation.ts';
import { covers } from '../../../core/list/reach.ts';
import { parseDraft } from '../../../core/list/parse-draft.ts';
import type { Match } from '../../../core/list/list-entry.ts';
import { parseNumber } from '../../../core/number/parse-number.ts';
import type { StoredEscalation } from '../../store/point-reads.ts';
import { isCustomerNumber } from '../calls/caller-card.ts';
import { numberOfCall, type LiveCalls } from '../calls/live-calls.ts';
import {
  callField,
  createSerial,
  inTurn,
  invalid,
  isSupervisor,
  makeEvent,
  requireListable,
  requireSupervisor,
  requireUlid,
  save,
} from '../command.ts';
import type { CommandErrors } from '../command.ts';
import type { FeatureDeps } from '../deps.ts';
import { decisionEvents, entryKind, undoEvents } from './decision-events.ts';
import { makeContext } from './escalation-context.ts';

export function createEscalationsFeature(deps: FeatureDeps, live: LiveCalls) {
  const os = implement(deskContract).escalations;
  const serial = createSerial();
  const { reads, searches } = deps.store;

  return os.router({
    open: os.open.handler(async ({ input, errors }) => {
      const { call, kind, note, locale } = input;
      const id = requireUlid(errors, 'id', input.id);
      const line = deps.line();
      const number = parseNumber(numberOfCall(deps, live, call, input.number));
      if (reads.escalation(line, id) === null) {
        const event = makeEvent(deps, 'escalation.opened', {
          id,
          ...callField(errors, call),
          number: number.key,
          data: { kind, note, context: makeContext(deps, live, { line, call, number, locale }) },
        });
        if (call !== null) live.touch(call);
        await save(deps, errors, [event], ['escalations', 'numbers']);
      }
      return view(find(errors, id));
    }),

    all: os.all.handler(async ({ input, errors }) => {
      if (input.view !== 'mine') requireSupervisor(deps, errors);
      const { author } = deps.who();
      const found = await searches.escalations({ line: deps.line(), view: input.view, author });
      const shown = found.map(view);
      // somebody is waiting with a caller on the line
      return input.view === 'inbox' ? shown.toSorted((a, b) => Number(b.live) - Number(a.live)) : shown;
    }),

    get: os.get.handler(({ input, errors }) => {
      const escalation = find(errors, input.id);
      if (!isSupervisor(deps) && escalation.openedBy !== deps.who().author) {
        throw errors.FORBIDDEN({ data: { detail: `the escalation is ${escalation.openedBy}'s` } });
      }
      return view(escalation);
    }),

    claim: os.claim.handler(
      inTurn(serial, async ({ input, errors }) => {
        requireSupervisor(deps, errors);
        const escalation = find(errors, input.id);
        requireMine(errors, escalation);
        if (escalation.state === 'open') {
          await save(deps, errors, [claimEvent(escalation)], ['escalations']);
        }
        return view(find(errors, input.id));
      }),
    ),

    decide: os.decide.handler(
      inTurn(serial, async ({ input, errors }) => {
        requireSupervisor(deps, errors);
        const { decision } = input;
        const escalation = find(errors, input.id);
        requireMine(errors, escalation);
        const match = entryKind(decision) === null ? null : matchOf(errors, escalation, decision);
        const events = decisionEvents(deps, escalation, decision, match);
        if (escalation.state === 'open') events.unshift(claimEvent(escalation));
        await save(deps, errors, events, ['escalations', 'lists', 'tags', 'numbers']);
        return view(find(errors, input.id));
      }),
    ),

    undo: os.undo.handler(
      inTurn(serial, async ({ input, errors }) => {
        requireSupervisor(deps, errors);
        const escalation = find(errors, input.id);
        if (escalation.decidedEvent === null) throw errors.CONFLICT({ data: { detail: 'not decided' } });
        const events = undoEvents(deps, escalation, escalation.decidedEvent);
        await save(deps, errors, events, ['escalations', 'lists', 'tags', 'numbers']);
        return view(find(errors, input.id));
      }),
    ),
  });

  function find(errors: CommandErrors, id: string): StoredEscalation {
    const escalation = reads.escalation(deps.line(), id);
    if (escalation === null) throw errors.NOT_FOUND({ data: { detail: `no escalation ${id}` } });
    return escalation;
  }

  /** With whether its call still goes on; what only the store needs, the contract's output leaves out. */
  function view(stored: Escalation): Escalation {
    const row = stored.call === null ? null : reads.call(deps.line(), stored.call);
    const customer = isCustomerNumber(deps, deps.line(), stored.number);
    return { ...stored, live: row !== null && live.isLive(row), customer };
  }

  function claimEvent({ id, number }: Escalation) {
    return makeEvent(deps, 'escalation.claimed', { number, data: { escalation: id } });
  }

  /** Still open, or claimed by whoever asks. */
  function requireMine(errors: CommandErrors, { state, claimedBy }: Escalation): void {
    if (state === 'open' || (state === 'claimed' && claimedBy === deps.who().author)) return;
    const detail = state === 'claimed' ? `claimed by ${claimedBy ?? ''}` : `${state} already`;
    throw errors.CONFLICT({ data: { detail } });
  }

  /** The number, or a prefix of it that is as narrow as the lists page asks for. */
  function matchOf(errors: CommandErrors, { number }: Escalation, { scope }: Decision): Match {
    if (scope.type === 'number') return { type: 'exact', number: requireListable(errors, 'scope', number).key };
    const parsed = parseDraft(
      {
        kind: 'watch',
        match: { type: 'prefix', prefix: scope.prefix },
        reason: '',
        expiresAt: null,
      },
      deps.clock.now(),
    );
    if (!parsed.ok) throw invalid(errors, 'scope', parsed.problem.reason, { ...parsed.problem.params });
    if (!covers(parsed.draft.match, number)) throw invalid(errors, 'scope', 'prefix-not-of-number');
    return parsed.draft.match;
  }
}
