/**
 * Which calls are recorded: what the policy and the agent want, the announcement to the caller, the state that views show,
 * and the events that tell of it. Follows the calls; must not change what becomes of them.
 */
import { ulid } from 'ulid';
import type { CallRecording, PhoneCall, PhoneCommand } from '../../core/contract/phone.ts';
import { eventVersion } from '../../core/event/event.ts';
import type { RecordingEnd } from '../../core/recording/recording.ts';
import type { Policy } from '../../core/settings/settings.ts';
import type { CallBook } from './call-book.ts';
import { CallRecorder, type RecordedSound } from './call-recorder.ts';
import type { Clock } from './clock.ts';
import type { CallFact } from './event-queue.ts';
import type { PhoneDesk } from './phone-desk.ts';
import { PhoneError } from './phone-error.ts';
import { playRecordingTone, sayRecorded } from './recording-announcement.ts';
import { RecordingUpload } from './recording-upload.ts';

type Wish = Extract<PhoneCommand, { type: 'record' }>['wish'];

export interface RecordingsOptions {
  readonly book: CallBook;
  readonly desk: Pick<PhoneDesk, 'appendRecording'>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly policy: () => Pick<Policy, 'record' | 'recordAnnouncement'>;
  readonly audioContext: () => AudioContext;
  /** null: the call is gone, or has no sound yet */
  readonly soundOf: (call: string) => RecordedSound | null;
  /** URL of the sentence that tells of it */
  readonly sentence: string;
  /** what plays here is heard by the agent */
  readonly agentOutput: () => AudioNode;
  /** Lets the far ends of this call hear something beside the agent, or in the agent's place. */
  readonly announce: (call: string, play: (into: AudioNode) => Promise<void>, isAlone: boolean) => Promise<void>;
  readonly onFact: (fact: CallFact) => void;
  /** `unsent` is another number now */
  readonly onUnsent: () => void;
  /** one is whole, or given up */
  readonly onDone: () => void;
  readonly log: (message: string) => void;
}

interface Running {
  readonly id: string;
  readonly call: PhoneCall;
  readonly recorder: CallRecorder;
  readonly upload: RecordingUpload;
  /** recorded ms before `since`; since when it goes on, null while it is paused or over */
  ms: number;
  since: number | null;
  /** the caller was not told yet: nothing gets to somebody who is held */
  owesNotice: boolean;
  /** its call is over; what was recorded last is on its way */
  isOver: boolean;
}

export class Recordings {
  readonly #options: RecordingsOptions;
  readonly #running = new Map<string, Running>();
  /** what is being said to a call goes no further than the call */
  readonly #announcing = new Map<string, AbortController>();
  /** calls that were looked at when they went live: the policy of that moment counts */
  readonly #seen = new Set<string>();

  constructor(options: RecordingsOptions) {
    this.#options = options;
  }

  /** Something is recorded, or not yet with the desk service. */
  get isBusy(): boolean {
    return this.#running.size > 0;
  }

  /** recordings of calls that are over, not yet whole at the desk service */
  get unsent(): number {
    return [...this.#running.values()].filter(({ isOver }) => isOver).length;
  }

  follow(calls: readonly PhoneCall[]): void {
    for (const { id, call, line } of calls) {
      if (call.state === 'ended') this.#announcing.get(id)?.abort();
      if (call.state === 'live' && !this.#seen.has(id)) {
        this.#seen.add(id);
        const { record } = this.#options.policy();
        // practice is not recorded unless the agent tries it out
        if (record !== 'off') this.#beginSoon(id, record === 'all' && line === 'main');
      }
      const running = this.#running.get(id);
      if (running === undefined) continue;
      if (call.state === 'live') {
        running.recorder.isHeld = call.held;
        if (running.owesNotice && !call.held) this.#announce(running);
      }
      if (call.state === 'ended' && !running.isOver) this.#finish(running);
    }
    for (const id of this.#seen) if (!calls.some((call) => call.id === id)) this.#seen.delete(id);
  }

  /** Throws PhoneError `wrong-state` where that cannot be done now. */
  command(call: string, wish: Wish): void {
    const running = this.#running.get(call);
    const view = this.#options.book.get(call);
    if (view?.call.state !== 'live') throw new PhoneError('wrong-state', view?.call.state ?? 'gone');
    switch (wish) {
      case 'start':
        if (running !== undefined) return;
        if (this.#options.policy().record === 'off') throw new PhoneError('wrong-state', 'recording is off');
        this.#start(call, 'agent');
        return;
      case 'pause':
        if (running === undefined) throw new PhoneError('wrong-state', 'not recorded');
        if (running.since === null) return;
        running.recorder.pause();
        this.#stopCounting(running);
        this.#tell(running, 'recording.paused');
        this.#show(call, 'paused');
        return;
      case 'resume':
        if (running === undefined) throw new PhoneError('wrong-state', 'not recorded');
        if (running.since !== null) return;
        running.recorder.resume();
        running.since = this.#options.clock.now();
        this.#tell(running, 'recording.resumed');
        this.#show(call, 'on');
        return;
      default:
        wish satisfies never;
    }
  }

  /** The page goes: what has been recorded is asked for, and with luck still sent. */
  stop(): void {
    for (const over of this.#announcing.values()) over.abort();
    for (const { recorder } of this.#running.values()) recorder.end();
  }

  /** A call is heard right after it went live, not at that moment. */
  #beginSoon(call: string, isRecorded: boolean): void {
    this.#options.clock.after(0, () => {
      if (this.#options.book.get(call)?.call.state !== 'live' || this.#running.has(call)) return;
      if (!isRecorded) {
        this.#show(call, 'ready');
        return;
      }
      try {
        this.#start(call, 'policy');
      } catch (error) {
        this.#options.log(`call ${call} is not recorded: ${String(error)}`);
        this.#show(call, 'failed');
      }
    });
  }

  #start(call: string, by: 'policy' | 'agent'): void {
    const { book, clock, random, desk, log } = this.#options;
    const view = book.get(call);
    const sound = this.#options.soundOf(call);
    if (view === undefined || sound === null) throw new PhoneError('no-such-call', call);
    const id = ulid(clock.now());
    const upload = new RecordingUpload({
      recording: id,
      call,
      desk,
      clock,
      random,
      onEnd: (why) => this.#ended(call, why),
      log,
    });
    let recorder: CallRecorder;
    try {
      recorder = new CallRecorder({
        context: this.#options.audioContext(),
        sound,
        onChunk: (chunk, isLast) => upload.add(chunk, isLast),
        onProblem: (message) => {
          log(message);
          upload.abandon();
          this.#ended(call, 'failed');
        },
      });
    } catch (error) {
      throw new PhoneError('failed', String(error));
    }
    const isAnnounced = this.#options.policy().recordAnnouncement !== 'none';
    const running: Running = {
      id,
      call: view,
      recorder,
      upload,
      ms: 0,
      since: clock.now(),
      owesNotice: isAnnounced,
      isOver: false,
    };
    this.#running.set(call, running);
    const isHeld = view.call.state === 'live' && view.call.held;
    recorder.isHeld = isHeld;
    const data = { recording: id, by, announced: isAnnounced };
    this.#options.onFact({ ...this.#envelope(running), type: 'recording.started', data });
    this.#show(call, 'on');
    if (isAnnounced && !isHeld) this.#announce(running);
  }

  #announce(running: Running): void {
    if (!running.owesNotice) return;
    running.owesNotice = false;
    const { announce, audioContext, agentOutput, clock, sentence, policy, log } = this.#options;
    const isSaid = policy().recordAnnouncement === 'voice';
    const call = running.call.id;
    const over = new AbortController();
    this.#announcing.set(call, over);
    const play = (into: AudioNode): Promise<void> =>
      isSaid ? sayRecorded(sentence, into, agentOutput(), clock, over.signal) : playRecordingTone(audioContext(), into);
    if (isSaid) this.#show(call, 'on', true);
    announce(call, play, isSaid)
      .catch((error: unknown) => log(`recording ${running.id} was not announced: ${String(error)}`))
      .finally(() => {
        if (this.#announcing.get(call) === over) this.#announcing.delete(call);
        const shown = this.#options.book.get(call)?.recording;
        if (shown?.state === 'on' && shown.announcing) this.#show(call, 'on');
      });
  }

  #finish(running: Running): void {
    if (running.since !== null) this.#stopCounting(running);
    running.isOver = true;
    running.recorder.end();
    this.#options.onUnsent();
  }

  #ended(call: string, why: RecordingEnd): void {
    const running = this.#running.get(call);
    if (running === undefined) return;
    if (running.since !== null) this.#stopCounting(running);
    this.#running.delete(call);
    running.recorder.end();
    const data = { recording: running.id, why, ms: Math.round(running.ms) };
    this.#options.onFact({ ...this.#envelope(running), type: 'recording.ended', data });
    if (why !== 'call-ended') this.#show(call, why);
    this.#options.onUnsent();
    this.#options.onDone();
  }

  #stopCounting(running: Running): void {
    running.ms += Math.max(0, this.#options.clock.now() - (running.since ?? 0));
    running.since = null;
  }

  #tell(running: Running, type: 'recording.paused' | 'recording.resumed'): void {
    const data = { recording: running.id, ms: Math.round(running.ms) };
    this.#options.onFact({ ...this.#envelope(running), type, data });
  }

  #show(
    call: string,
    state: 'ready' | 'on' | 'paused' | Exclude<RecordingEnd, 'call-ended'>,
    announcing = false,
  ): void {
    const since = this.#options.clock.now();
    const recording: CallRecording =
      state === 'on'
        ? { state, since, announcing }
        : state === 'ready' || state === 'paused'
          ? { state, since }
          : { state: 'stopped', since, why: state };
    if (this.#options.book.get(call) !== undefined) this.#options.book.change(call, { recording });
  }

  #envelope({ call: { id, line } }: Running) {
    const at = this.#options.clock.now();
    return { v: eventVersion, id: ulid(at), at, line, call: id } as const;
  }
}
