/**
 * Runs the agent's state on this desk: follows the calls, the clock and the agent's own wishes, and has every change kept by
 * the desk service. Decides who rings at a desk that is not ready. Must work while the desk service is away.
 */
import { ulid } from 'ulid';
import type { StoreApi } from 'zustand/vanilla';
import { readySince, type AgentState, type AgentWish } from '../../core/agent/agent-state.ts';
import { agentTransition, takesCalls, type AgentEvent } from '../../core/agent/agent-transition.ts';
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { PhoneCall, PhoneSnapshot } from '../../core/contract/phone.ts';
import { policySchema, type Policy } from '../../core/settings/settings.ts';
import { isTrusted } from './admission.ts';
import { deskBackOff, waitBefore } from './back-off.ts';
import { pause, within, type Clock } from './clock.ts';
import type { PhoneDesk } from './phone-desk.ts';

export interface AgentDutyOptions {
  readonly desk: Pick<PhoneDesk, 'agentState' | 'keepAgentState' | 'policy'>;
  readonly store: StoreApi<PhoneSnapshot>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (message: string) => void;
}

/** A caller who gives up sooner could not have been answered: it says nothing about the agent. */
export const missedFromMs = 5000;
const askLimitMs = 5000;
const tickMs = 250;

interface Unkept {
  readonly id: string;
  readonly at: number;
  readonly state: AgentState;
}

export class AgentDuty {
  readonly #options: AgentDutyOptions;
  /** the defaults, until the desk service told */
  #policy: Policy = policySchema.parse({});
  #unkept: Unkept | null = null;
  #isKeeping = false;
  #isStopped = false;
  /** the agent acted on this start already: what was kept before must not undo it */
  #isTouched = false;
  #wake: (() => void) | null = null;
  #hasTalked = false;
  readonly #cancelTick: () => void;

  constructor(options: AgentDutyOptions) {
    this.#options = options;
    this.#cancelTick = options.clock.every(tickMs, () => this.#apply({ type: 'tick', at: options.clock.now() }));
  }

  get state(): AgentState {
    return this.#options.store.getState().agent;
  }
  get policy(): Policy {
    return this.#policy;
  }

  /** The desk service is (again) there, or its settings changed. */
  async learnPolicy(): Promise<void> {
    this.#wake?.();
    try {
      this.#policy = await within(this.#options.clock, askLimitMs, this.#options.desk.policy());
    } catch (error) {
      this.#options.log(`policy: ${String(error)}`);
    }
  }

  /** Another line: its own last state, a wrap-up that is over is over. */
  async restore(): Promise<void> {
    const { desk, clock, store, log } = this.#options;
    this.#isTouched = false;
    try {
      const kept = await within(clock, askLimitMs, desk.agentState());
      if (this.#isTouched || this.#isStopped) return;
      // a call's end that nobody saw: what was to come after it comes now
      const state = kept === null ? readySince(clock.now()) : { ...kept, next: null };
      store.setState({ agent: agentTransition(state, { type: 'tick', at: clock.now() }) });
    } catch (error) {
      log(`the agent's state was not restored: ${String(error)}`);
    }
  }

  wish(wish: AgentWish): void {
    const { clock, store } = this.#options;
    const inCall = store.getState().calls.some(isTaken);
    this.#apply({ type: 'wish', at: clock.now(), wish, inCall, wrapUpMs: this.#wrapUpMs });
  }

  /** Does a call with this card ring here? `card` null: nobody knows who calls. */
  mayRing(card: CallerCard | null): boolean {
    // who practises asked for the call
    if (takesCalls(this.state) || this.#options.store.getState().lineKind === 'practice') return true;
    if (!this.#policy.vipRingsWhenNotReady || card === null) return false;
    return isTrusted(card);
  }

  /** Might one whom nobody could judge yet ring here, once it is known who calls? */
  get trustedMayRing(): boolean {
    return this.mayRing(null) || this.#policy.vipRingsWhenNotReady;
  }

  callsChanged(now: readonly PhoneCall[], before: readonly PhoneCall[]): void {
    const at = this.#options.clock.now();
    const old = new Map(before.map((call) => [call.id, call] as const));
    for (const call of now) this.#follow(call, old.get(call.id), at);
    if (now.some(isTaken) || !before.some(isTaken)) return;
    const talked = this.#hasTalked;
    this.#hasTalked = false;
    this.#apply({ type: 'call-over', at, talked, wrapUpMs: this.#wrapUpMs });
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTick();
    this.#wake?.();
  }

  get #wrapUpMs(): number {
    return this.#policy.wrapUpSeconds * 1000;
  }

  #follow({ call, direction, autoAnswered }: PhoneCall, before: PhoneCall | undefined, at: number): void {
    if (call.state === before?.call.state) return;
    if (call.state === 'live') this.#hasTalked = true;
    if (isHandled(call) && !autoAnswered) this.#apply({ type: 'present', at });
    const wasRinging = before?.call.state === 'ringing';
    if (call.state !== 'ended' || direction !== 'in' || !wasRinging) return;
    if (
      call.outcome === 'missed' &&
      call.rangFor >= missedFromMs &&
      !this.#options.store.getState().calls.some(isTaken)
    )
      this.#apply({ type: 'missed', at, limit: this.#policy.missedInARow });
  }

  #apply(event: AgentEvent): void {
    const before = this.state;
    const state = agentTransition(before, event);
    if (state === before) return;
    this.#isTouched = true;
    this.#options.store.setState({ agent: state });
    // counting alone is not worth an event
    if (state.now === before.now && state.next === before.next) return;
    this.#unkept = { id: ulid(), at: event.at, state };
    void this.#keep();
  }

  /** The newest state alone counts: one that was never kept is overtaken by the next. */
  async #keep(): Promise<void> {
    if (this.#isKeeping) return;
    this.#isKeeping = true;
    for (let attempt = 1; this.#unkept !== null && !this.#isStopped; attempt += 1) {
      const entry: Unkept = this.#unkept;
      try {
        await within(this.#options.clock, askLimitMs, this.#options.desk.keepAgentState(entry));
        if (this.#unkept === entry) this.#unkept = null;
        attempt = 0;
      } catch (error) {
        if (attempt === 1) this.#options.log(`the agent's state is not kept yet: ${String(error)}`);
        await Promise.race([
          pause(this.#options.clock, waitBefore(attempt, deskBackOff, this.#options.random())),
          new Promise<void>((resolve) => (this.#wake = resolve)),
        ]);
        this.#wake = null;
      }
    }
    this.#isKeeping = false;
  }
}

/** A call that the agent has taken or made: what they choose now comes after it. */
export function isTaken({ call }: PhoneCall): boolean {
  return call.state === 'live' || call.state === 'answering' || call.state === 'dialling';
}

function isHandled(call: PhoneCall['call']): boolean {
  if (call.state === 'answering' || call.state === 'live' || call.state === 'dialling') return true;
  return call.state === 'ended' && (call.outcome === 'declined' || call.outcome === 'rejected') && call.rangFor > 0;
}
