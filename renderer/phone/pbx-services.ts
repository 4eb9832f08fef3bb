/**
 * What desk and PBX have to do with each other besides calls, where the policy wants it: the agent's state is told, the messages
 * waiting are asked for. Composes; must not know views or commands.
 */
import type { StoreApi } from 'zustand/vanilla';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import type { AgentDuty } from './agent-duty.ts';
import { AgentTelling } from './agent-telling.ts';
import type { Clock } from './clock.ts';
import type { LineChoice } from './line-choice.ts';
import { callCode, Presence } from './pbx-signal.ts';
import { VoicemailSubscription } from './voicemail-subscription.ts';

export interface PbxServicesOptions {
  readonly store: StoreApi<PhoneSnapshot>;
  readonly lines: Pick<LineChoice, 'line' | 'account'>;
  readonly duty: Pick<AgentDuty, 'policy'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: (message: string) => void;
}

export class PbxServices {
  readonly #options: PbxServicesOptions;
  readonly #telling: AgentTelling;
  readonly #presence = new Presence();
  readonly #voicemail: VoicemailSubscription;
  readonly #unsubscribe: () => void;
  #isAsked = false;

  constructor(options: PbxServicesOptions) {
    this.#options = options;
    const { store, lines, duty, clock, random, log } = options;
    this.#voicemail = new VoicemailSubscription({
      clock,
      random,
      userAgent: () => {
        const isWanted = duty.policy.askForVoicemail && store.getState().lineKind === 'main';
        return isWanted && lines.line?.state.state === 'registered' ? lines.line.userAgent : null;
      },
      onSummary: (voicemail) => store.setState({ voicemail }),
      log,
    });
    this.#telling = new AgentTelling({
      store,
      clock,
      random,
      policy: () => duty.policy.tellPbx,
      callCode: (code) => {
        const { line, account } = lines;
        if (line === null || account === null) return Promise.reject(new Error('no line'));
        return callCode(line.userAgent, account.domain, code, clock);
      },
      publish: (mode) =>
        lines.line === null
          ? Promise.reject(new Error('no line'))
          : this.#presence.publish(lines.line.userAgent, mode, clock),
      log,
    });
    this.#unsubscribe = store.subscribe(({ line }, before) => {
      if (line.state === 'registered' && before.line.state !== 'registered') this.#voicemail.renew();
    });
  }

  /** Read again, whether or not it changed. */
  policyLearned(): void {
    const { askForVoicemail } = this.#options.duty.policy;
    this.#telling.look();
    if (askForVoicemail !== this.#isAsked) this.#voicemail.renew();
    this.#isAsked = askForVoicemail;
  }

  /** What the PBX must hear leaves before this returns. */
  stop(): void {
    const { lines, clock } = this.#options;
    this.#unsubscribe();
    this.#telling.stop();
    this.#voicemail.stop();
    if (lines.line !== null) this.#presence.end(lines.line.userAgent, clock);
  }
}
