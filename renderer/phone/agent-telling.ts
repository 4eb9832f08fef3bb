/**
 * Keeps the PBX told what the agent is available for: each change once the line is up, the newest alone, again until it is taken.
 * What it does not take is held at this desk all the same (`agent-duty.ts`), and said on screen.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { AgentMode } from '../../core/agent/agent-state.ts';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { TellPbx } from '../../core/settings/tell-pbx.ts';
import { waitBefore } from './back-off.ts';
import type { Clock } from './clock.ts';

export interface AgentTellingOptions {
  readonly store: StoreApi<PhoneSnapshot>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly policy: () => TellPbx;
  /** rejects where the PBX did not take it, or there is no line */
  readonly callCode: (code: string) => Promise<void>;
  /** answers for how many seconds it holds */
  readonly publish: (mode: AgentMode) => Promise<number>;
  readonly log: (message: string) => void;
}

const retry = { firstMs: 5_000, maxMs: 120_000 };

/** Which code says it; null: this is not told, what was told last stays. */
export function codeOf(mode: AgentMode, policy: Extract<TellPbx, { by: 'codes' }>): string | null {
  switch (mode.mode) {
    case 'ready':
      return policy.ready;
    case 'break':
      return policy.breaks[mode.reason] ?? policy.break ?? policy.notReady;
    case 'wrap-up':
      return policy.wrapUp ?? null;
    case 'not-ready':
      return policy.notReady;
    default:
      return mode satisfies never;
  }
}

export class AgentTelling {
  readonly #options: AgentTellingOptions;
  readonly #unsubscribe: () => void;
  #told: string | null = null;
  #isTelling = false;
  #isLineNew = true;
  #attempt = 0;
  #cancelRetry: (() => void) | null = null;
  #cancelRenewal: (() => void) | null = null;
  #isStopped = false;

  constructor(options: AgentTellingOptions) {
    this.#options = options;
    this.#unsubscribe = options.store.subscribe(({ agent, line }, before) => {
      if (line.state !== before.line.state && line.state === 'registered') this.#isLineNew = true;
      if (agent.now !== before.agent.now) this.#attempt = 0;
      if (agent.now !== before.agent.now || line.state !== before.line.state) this.look();
    });
  }

  /** Also called when the policy may have changed. */
  look(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    const { store, policy } = this.#options;
    const { line, lineKind, agent, pbxTold } = store.getState();
    const by = policy();
    if (by.by === 'nobody' || lineKind !== 'main') {
      if (pbxTold !== 'off') store.setState({ pbxTold: 'off' });
      return;
    }
    if (line.state !== 'registered' || this.#isTelling || this.#isStopped) return;
    // presence is lost with the PBX's memory: told anew on each registration; a code was obeyed and stays so
    if (this.#isLineNew && by.by === 'publish') this.#told = null;
    this.#isLineNew = false;
    const mode = agent.now;
    const what = by.by === 'publish' ? `publish ${JSON.stringify(mode)}` : codeOf(mode, by);
    if (what === null || what === this.#told) {
      if (pbxTold !== 'told') store.setState({ pbxTold: 'told' });
      return;
    }
    this.#isTelling = true;
    store.setState({ pbxTold: 'telling' });
    void this.#tell(what, mode, by);
  }

  stop(): void {
    this.#isStopped = true;
    this.#unsubscribe();
    this.#cancelRetry?.();
    this.#cancelRenewal?.();
  }

  async #tell(what: string, mode: AgentMode, by: Exclude<TellPbx, { by: 'nobody' }>): Promise<void> {
    const { store, clock, random, callCode, publish, log } = this.#options;
    try {
      const seconds = by.by === 'codes' ? await callCode(what) : await publish(mode);
      this.#told = what;
      this.#attempt = 0;
      this.#cancelRenewal?.();
      // RFC 3903 4.1: a publication ends with its time
      if (seconds !== undefined)
        this.#cancelRenewal = clock.after(Math.max(leastRenewMs, seconds * 500), () => this.#renew());
      store.setState({ pbxTold: 'told' });
    } catch (error) {
      this.#attempt += 1;
      if (this.#attempt === 1) log(`the PBX was not told of the agent's state: ${String(error)}`);
      store.setState({ pbxTold: 'failed' });
    }
    this.#isTelling = false;
    if (this.#isStopped) return;
    if (store.getState().pbxTold === 'failed')
      this.#cancelRetry = clock.after(waitBefore(this.#attempt, retry, random()), () => this.look());
    // what the agent chose meanwhile must not wait for that
    if (store.getState().agent.now !== mode) this.look();
  }

  #renew(): void {
    this.#told = null;
    this.look();
  }
}

/** a PBX that keeps it for a moment only is not asked all the time */
const leastRenewMs = 30_000;
