/**
 * What an agent can do to a call from a view: phone commands and desk commands with their guards, feedback and failures.
 * Knows no React and no DOM; the page's keys and buttons, the card and the command palette all come here.
 */
import { ulid } from 'ulid';
import type { PhoneCall, PhoneCommand, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { Locale } from '../../core/settings/settings.ts';
import { badTags, undoWindowMs, type Subtype, type Tag } from '../../core/tag/tag.ts';
import type { PhoneView } from '../app/services.ts';
import { guardMs, undoBlockDays } from '../card/card-action.ts';
import type { DeskClient } from '../desk-link/desk-client.ts';
import { PhoneFailure } from '../phone-link/connect-phone.ts';
import { failureOf } from './failure.ts';
import { afterSnapshot, type FailedCommand, type WorkspaceStore } from './workspace.ts';

/** F9 must not hit the next caller: deaf for so long after a call ended by itself. */
const endGuardMs = 1_500;

export interface CallCommands {
  readonly store: WorkspaceStore;
  /** follows the phone's snapshots; answers its stop */
  follow(): () => void;
  answer(call: string): void;
  decline(call: string): void;
  holdAndAnswer(call: string): void;
  rejectNuisance(call: PhoneCall, scriptTag: Tag | null): void;
  hangUp(call: string): void;
  /** F9: rejects what rings or ends what lives, unless a call just ended by itself */
  end(call: PhoneCall): void;
  /** brings this call back; the one that lives is held */
  swap(call: string): void;
  /** false where it was refused; the panel keeps what was typed */
  dial(number: string): Promise<boolean>;
  transfer(call: string, number: string): Promise<boolean>;
  consult(call: string, number: string): Promise<boolean>;
  completeTransfer(call: string): void;
  confer(call: string, on: boolean): void;
  mute(call: PhoneCall): void;
  hold(call: PhoneCall): void;
  /** begins, leaves out, goes on: whichever is next */
  record(call: PhoneCall): void;
  tones(call: string, tones: string): void;
  tag(call: PhoneCall, tag: Tag, subtype?: Subtype | null): Promise<boolean>;
  /** false when there is nothing to undo (any more) */
  undo(): boolean;
  escalate(call: PhoneCall, note: string, locale: Locale): Promise<boolean>;
  note(call: PhoneCall, text: string): Promise<boolean>;
  undoBlock(call: string): void;
  leaveWrapUp(): void;
  dismissFailure(): void;
}

export function numberOf(call: PhoneCall): string | null {
  return call.number ?? call.card?.number.key ?? null;
}

export function makeCallCommands(
  desk: DeskClient,
  phone: PhoneView,
  store: WorkspaceStore,
  now: () => number,
): CallCommands {
  const set = store.setState;

  /** Runs a command; a failure keeps its input and offers to run it again. */
  async function attempt(what: FailedCommand['what'], run: () => Promise<void>): Promise<boolean> {
    try {
      await run();
      set((state) => (state.failed?.what === what ? { failed: null } : {}));
      return true;
    } catch (error) {
      set({ failed: { what, failure: failureOf(error), retry: () => void attempt(what, run) } });
      return false;
    }
  }
  const send = (command: PhoneCommand): Promise<boolean> =>
    attempt('phone', async () => {
      await phone.send(command);
    });

  /**
   * What was sent for a call: the view hears of it a moment later, and the same key pressed again until then would only be told
   * that it comes too late. An answer holds for good, an end until the phone has said done, for a call may outlive it.
   */
  const sent = new Set<string>();
  const sendOnce = async (
    command: Extract<PhoneCommand, { type: 'answer' | 'decline' | 'hang-up' }>,
  ): Promise<void> => {
    const key = `${command.type} ${command.call}`;
    if (sent.has(key)) return;
    sent.add(key);
    const isDone = await attempt('phone', async () => {
      await phone.send(command).catch((error: unknown) => {
        // over already, which was wanted
        if (command.type === 'answer' || !(error instanceof PhoneFailure) || error.code !== 'no-such-call') throw error;
      });
    });
    if (!isDone || command.type !== 'answer') sent.delete(key);
  };
  const forgetSent = (snapshot: PhoneSnapshot): void => {
    for (const key of sent) if (!snapshot.calls.some(({ id }) => key.endsWith(` ${id}`))) sent.delete(key);
  };

  const isGuarded = (call: string): boolean => {
    const since = store.getState().ringingSince.get(call);
    return since !== undefined && now() - since < guardMs;
  };

  function withNumber(call: PhoneCall): string | null {
    const number = numberOf(call);
    if (number === null) set({ feedback: { kind: 'no-number', call: call.id, at: now() } });
    return number;
  }

  async function tag(call: PhoneCall, wanted: Tag, subtype: Subtype | null = null): Promise<boolean> {
    const number = withNumber(call);
    if (number === null) return false;
    const before = store.getState().tagged.get(call.id) ?? [];
    const same = before.find((each) => each.tag === wanted);
    if (same && subtype === null) {
      set({ feedback: { kind: 'tagged', call: call.id, mark: same.mark, tag: wanted, number, at: now() } });
      return true;
    }
    // made once: a retry of the same press cannot tag twice
    const id = ulid();
    return attempt('tag', async () => {
      await desk.tags.add({ id, call: call.id, number, tag: wanted, subtype });
      set((state) => ({
        tagged: new Map(state.tagged).set(call.id, [
          ...(state.tagged.get(call.id) ?? []).filter((each) => each.tag !== wanted),
          { mark: id, tag: wanted },
        ]),
        feedback: { kind: 'tagged', call: call.id, mark: id, tag: wanted, number, at: now() },
      }));
      if (same) await desk.tags.withdraw({ tagged: same.mark, number, call: call.id });
    });
  }

  return {
    store,
    follow() {
      const read = (): void => {
        const snapshot = phone.getSnapshot();
        if (!snapshot) return;
        forgetSent(snapshot);
        set((state) => afterSnapshot(state, snapshot, now()), true);
      };
      read();
      return phone.subscribe(read);
    },
    answer(call) {
      if (!isGuarded(call)) void sendOnce({ type: 'answer', call });
    },
    decline(call) {
      if (!isGuarded(call)) void sendOnce({ type: 'decline', call });
    },
    holdAndAnswer(call) {
      if (isGuarded(call)) return;
      const live = phone.getSnapshot()?.calls.find((each) => each.call.state === 'live' && !each.call.held);
      void (async () => {
        if (live && !(await send({ type: 'hold', call: live.id, held: true }))) return;
        await sendOnce({ type: 'answer', call });
      })();
    },
    rejectNuisance(call, scriptTag) {
      if (isGuarded(call.id)) return;
      const isRinging = call.call.state === 'ringing';
      if (isRinging) void send({ type: 'reject-nuisance', call: call.id });
      else void sendOnce({ type: 'hang-up', call: call.id });
      // which kind of nuisance: what was tagged here, what the script is about, or what colleagues agreed on; never a guess
      const already = (store.getState().tagged.get(call.id) ?? []).find((each) => badTags.has(each.tag))?.tag ?? null;
      const known = scriptTag ?? call.card?.tags.find((mark) => badTags.has(mark.tag))?.tag ?? null;
      void (async () => {
        if (already === null && known !== null && !(await tag(call, known))) return;
        set({ feedback: { kind: 'ended-nuisance', call: call.id, tag: already ?? known, at: now() } });
      })();
    },
    hangUp(call) {
      void sendOnce({ type: 'hang-up', call });
    },
    end(call) {
      if (now() - store.getState().endedByItselfAt < endGuardMs || isGuarded(call.id)) return;
      if (call.call.state === 'ringing') void sendOnce({ type: 'decline', call: call.id });
      else if (call.conference) void send({ type: 'end-conference' });
      else if (call.call.state !== 'ended') void sendOnce({ type: 'hang-up', call: call.id });
    },
    swap(call) {
      void send({ type: 'hold', call, held: false });
    },
    dial: (number) => send({ type: 'dial', number }),
    transfer: (call, number) => send({ type: 'transfer', call, number }),
    consult: (call, number) => send({ type: 'consult', call, number }),
    completeTransfer(call) {
      void send({ type: 'complete-transfer', call });
    },
    confer(call, on) {
      void send({ type: 'conference', call, on });
    },
    mute(call) {
      void send({ type: 'mute', call: call.id, muted: !call.muted });
    },
    hold(call) {
      if (call.call.state === 'live') void send({ type: 'hold', call: call.id, held: !call.call.held });
    },
    record({ id, recording }) {
      if (recording === null) return;
      const wish = ({ ready: 'start', stopped: 'start', on: 'pause', paused: 'resume' } as const)[recording.state];
      void send({ type: 'record', call: id, wish });
    },
    tones(call, tones) {
      void send({ type: 'dtmf', call, tones });
    },
    tag,
    undo() {
      const { feedback } = store.getState();
      if (feedback?.kind !== 'tagged' || now() - feedback.at > undoWindowMs) return false;
      const { mark, number, call, tag: withdrawn } = feedback;
      void attempt('withdraw', async () => {
        await desk.tags.withdraw({ tagged: mark, number, call });
        set((state) => ({
          tagged: new Map(state.tagged).set(
            call,
            (state.tagged.get(call) ?? []).filter((each) => each.mark !== mark),
          ),
          feedback: { kind: 'withdrawn', call, tag: withdrawn, at: now() },
        }));
      });
      return true;
    },
    async escalate(call, note, locale) {
      const number = withNumber(call);
      if (number === null || store.getState().escalated.has(call.id)) return false;
      const id = ulid();
      const kind = call.call.state === 'ended' ? 'after' : 'in-call';
      return attempt('escalate', async () => {
        await desk.escalations.open({ id, kind, call: call.id, number, note, locale });
        set((state) => ({
          escalated: new Set(state.escalated).add(call.id),
          feedback: { kind: 'escalated', call: call.id, at: now() },
        }));
      });
    },
    async note(call, text) {
      const number = withNumber(call);
      if (number === null) return false;
      return attempt('note', async () => {
        await desk.calls.setNote({ call: call.id, number, text });
        set({ feedback: { kind: 'noted', call: call.id, at: now() } });
      });
    },
    undoBlock(call) {
      void attempt('undo-block', async () => {
        await desk.calls.undoRejection({ call, days: undoBlockDays });
      });
    },
    leaveWrapUp() {
      if (store.getState().call?.call.state !== 'ended') return;
      set({ call: null, feedback: null });
      // done with it: the next caller need not wait for the countdown
      if (phone.getSnapshot()?.agent.now.mode === 'wrap-up') void send({ type: 'agent', wish: { kind: 'ready' } });
    },
    dismissFailure() {
      set({ failed: null });
    },
  };
}
