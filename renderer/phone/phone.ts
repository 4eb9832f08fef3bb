/**
 * The phone: owns the line and the calls of this desk and shows them as one snapshot; views send commands. Composes the
 * parts of this folder; no UI library, no view may be needed for a call to go on.
 */
import type { Session } from 'sip.js';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { phoneContractVersion, type PhoneCommand, type PhoneSnapshot } from '../../core/contract/phone.ts';
import { readySince } from '../../core/agent/agent-state.ts';
import { AgentDuty } from './agent-duty.ts';
import { CallBook } from './call-book.ts';
import type { CallContext } from './call-context.ts';
import { CallMedia } from './call-media.ts';
import { Calls } from './calls.ts';
import { Cards } from './cards.ts';
import type { Clock } from './clock.ts';
import { EventQueue } from './event-queue.ts';
import { HeadsetKeys } from './headset-keys.ts';
import { iceServer } from './ice-server.ts';
import { KeptDialogs } from './kept-dialogs.ts';
import { KeptEvents } from './kept-events.ts';
import { LineChoice } from './line-choice.ts';
import { LineHold } from './line-hold.ts';
import type { SocketFactory } from './line-transport.ts';
import type { LogLevel, PhoneDesk } from './phone-desk.ts';
import { PbxServices } from './pbx-services.ts';
import { obey } from './phone-commands.ts';
import { servePhone, type PortLike } from './phone-port.ts';
import { PhoneSound } from './phone-sound.ts';
import { Recordings } from './recordings.ts';
import type { RingSounds } from './ringer.ts';
import { pageClock } from './worker-clock.ts';

export interface PhoneOptions {
  readonly desk: PhoneDesk;
  readonly sounds: RingSounds;
  /** URL of what a caller is told when a recording begins */
  readonly recordingSentence: string;
  /** web host: a page may neither sound nor listen before somebody pressed "Start 开始接听" */
  readonly needsStart: boolean;
  /** what other tabs are told of who owns the line */
  readonly title: string;
  /** UUID that outlives a reload of this page (RFC 5626 `+sip.instance`) */
  readonly instance: string;
  readonly clock?: Clock;
  readonly createSocket?: SocketFactory;
  readonly mediaDevices?: MediaDevices | undefined;
}

export interface Phone {
  readonly store: StoreApi<PhoneSnapshot>;
  /** Rejects with a PhoneError. */
  command(command: PhoneCommand): Promise<void>;
  /** Speaks the phone contract on this port until the answer is called. */
  serve(port: PortLike): () => void;
  /** Ends all calls, un-registers, releases every device. What must reach the wire at once, does so before the first await. */
  stop(): Promise<void>;
}

export function createPhone(options: PhoneOptions): Phone {
  return new ThePhone(options);
}

class ThePhone implements Phone {
  readonly store: StoreApi<PhoneSnapshot>;
  readonly #options: PhoneOptions;
  readonly #clock: Clock;
  readonly #book: CallBook;
  readonly #cards: Cards;
  readonly #duty: AgentDuty;
  readonly #queue: EventQueue;
  readonly #sound: PhoneSound;
  readonly #headset: HeadsetKeys;
  readonly #hold: LineHold;
  readonly #kept: KeptDialogs;
  readonly #calls: Calls;
  readonly #recordings: Recordings;
  readonly #lines: LineChoice;
  readonly #pbx: PbxServices;
  readonly #medias = new WeakMap<Session, CallMedia>();
  readonly #prepared = new Set<string>();
  readonly #unsubscribe: () => void;
  #isStopped = false;
  readonly #onOnline = (): void => this.#lines.line?.networkChanged();

  constructor(options: PhoneOptions) {
    this.#options = options;
    const clock = (this.#clock = options.clock ?? pageClock((message) => this.#log('warn', message)));
    const random = Math.random;
    const now = clock.now();
    this.store = createStore<PhoneSnapshot>(() => ({
      version: phoneContractVersion,
      at: now,
      line: options.needsStart ? { state: 'not-started' } : { state: 'connecting', since: now },
      hotline: '',
      lineKind: null,
      microphone: 'unknown',
      missingDevices: [],
      headset: null,
      calls: [],
      agent: readySince(now),
      voicemail: null,
      notice: null,
      pbxTold: 'off',
      unsent: 0,
    }));
    const { store } = this;
    this.#book = new CallBook({
      store,
      clock,
      onFact: (fact) => this.#queue.add(fact),
      onForgotten: () => this.#pruneCards(),
    });
    this.#cards = new Cards({
      desk: options.desk,
      book: this.#book,
      clock,
      random,
      onDesk: () => {
        this.#queue.retryNow();
        void this.#learnPolicy();
      },
      onSettings: () => void this.#learnPolicy(),
      onNetwork: () => this.#lines.line?.networkChanged(),
      log: (message) => this.#log('warn', message),
    });
    this.#duty = new AgentDuty({
      desk: options.desk,
      store,
      clock,
      random,
      log: (message) => this.#log('warn', message),
    });
    const page = crypto.randomUUID();
    const keptEvents = new KeptEvents({
      storage: localStorage,
      page,
      log: (message) => this.#log('warn', message),
    });
    this.#queue = new EventQueue({
      desk: options.desk,
      clock,
      random,
      numberOf: (call) => this.#cards.numberOf(call),
      keep: (fact) => keptEvents.keep({ fact, known: this.#cards.known(fact.call) }),
      drop: (id) => keptEvents.drop(id),
      onChange: () => {
        this.#countUnsent();
        this.#pruneCards();
      },
      onProblem: (message) => this.#log('warn', message),
    });
    this.#sound = new PhoneSound({
      store,
      clock,
      sounds: options.sounds,
      devices: 'mediaDevices' in options ? options.mediaDevices : navigator.mediaDevices,
      onMicrophone: () => this.#calls.replaceMicrophone(),
      onSpeaker: (speaker) => this.#calls.setSpeaker(speaker),
      log: (level, message) => this.#log(level, message),
    });
    this.#headset = new HeadsetKeys({
      now: () => performance.now(),
      calls: () => store.getState().calls,
      command: (command) => this.command(command),
      onState: (headset) => store.setState({ headset }),
      log: (message) => this.#log('info', message),
    });
    this.#hold = new LineHold({
      desk: options.desk,
      clock,
      random,
      holder: crypto.randomUUID(),
      title: options.title.slice(0, 64),
      isInCall: () => this.#lines.line !== null && this.#book.living.length > 0,
      onHeld: (account) => this.#lines.held(account),
      onElsewhere: (by) => this.#lines.elsewhere(by),
      onNoDesk: (why) => {
        this.#log('warn', `the desk service is away: ${why}`);
        // with a line in hand the desk service is not needed to be reached
        if (this.#lines.line === null) store.setState({ line: { state: 'no-desk' } });
      },
    });
    this.#kept = new KeptDialogs({
      storage: localStorage,
      locks: navigator.locks,
      page,
      log: (message) => this.#log('warn', message),
    });
    this.#calls = new Calls(this.#callContext());
    this.#recordings = new Recordings({
      book: this.#book,
      desk: options.desk,
      clock,
      random,
      policy: () => this.#duty.policy,
      audioContext: () => this.#sound.audioContext(),
      soundOf: (call) => this.#calls.soundOf(call),
      sentence: options.recordingSentence,
      agentOutput: () => this.#sound.agentOutput,
      announce: (call, play, isAlone) => this.#calls.announce(call, play, isAlone),
      onFact: (fact) => this.#queue.add(fact),
      onUnsent: () => this.#countUnsent(),
      onDone: () => this.#pruneCards(),
      log: (message) => this.#log('warn', message),
    });
    this.#lines = new LineChoice({
      desk: options.desk,
      store,
      clock,
      instance: options.instance,
      createSocket: options.createSocket ?? openSocket,
      book: this.#book,
      calls: this.#calls,
      cards: this.#cards,
      queue: this.#queue,
      kept: this.#kept,
      duty: this.#duty,
      mediaOf: (session) => this.#mediaOf(session),
      log: (level, message) => this.#log(level, message),
    });
    this.#pbx = new PbxServices({
      store,
      lines: this.#lines,
      duty: this.#duty,
      clock,
      random,
      log: (message) => this.#log('warn', message),
    });
    this.#unsubscribe = store.subscribe(({ calls }, before) => {
      if (calls === before.calls) return;
      this.#duty.callsChanged(calls, before.calls);
      this.#callsChanged();
    });
    globalThis.addEventListener('online', this.#onOnline);
    this.#cards.start();
    const left = keptEvents.takeOver();
    for (const { fact, known } of left) this.#cards.know(fact.call, known);
    this.#queue.takeOver(left.map(({ fact }) => fact));
    if (!options.needsStart) this.#start();
  }

  async command(command: PhoneCommand): Promise<void> {
    await obey(command, {
      store: this.store,
      calls: this.#calls,
      duty: this.#duty,
      headset: this.#headset,
      hold: this.#hold,
      lines: this.#lines,
      recordings: this.#recordings,
      sound: this.#sound,
      start: () => this.#start(),
    });
  }

  serve(port: PortLike): () => void {
    return servePhone(
      port,
      {
        getSnapshot: () => ({ ...this.store.getState(), at: this.#clock.now() }),
        subscribe: (listener) => this.store.subscribe(listener),
        command: (command) => this.command(command),
      },
      this.#clock,
      (message) => this.#log('warn', message),
    );
  }

  async stop(): Promise<void> {
    if (this.#isStopped) return;
    this.#isStopped = true;
    globalThis.removeEventListener('online', this.#onOnline);
    this.#recordings.stop();
    this.#calls.endAll();
    this.#pbx.stop();
    const stopping = this.#lines.stop();
    this.#hold.stop();
    this.#cards.stop();
    this.#duty.stop();
    this.#queue.stop();
    this.#headset.stop();
    this.#unsubscribe();
    this.#sound.stop();
    await stopping;
    await this.#sound.close();
  }

  async #learnPolicy(): Promise<void> {
    await this.#duty.learnPolicy();
    this.#pbx.policyLearned();
  }

  /** In Electron at once, in a tab by the user's gesture: sound, microphone, line. */
  #start(): void {
    this.#sound.start();
    if (this.store.getState().line.state === 'not-started')
      this.store.setState({ line: { state: 'connecting', since: this.#clock.now() } });
    this.#hold.start();
  }

  #callsChanged(): void {
    const { calls } = this.store.getState();
    this.#sound.follow(calls);
    this.#recordings.follow(calls);
    this.#headset.follow(calls);
  }

  #callContext(): CallContext {
    return {
      book: this.#book,
      cards: this.#cards,
      clock: this.#clock,
      duty: this.#duty,
      microphone: this.#sound.microphone,
      keptDialogs: this.#kept,
      audioContext: () => this.#sound.audioContext(),
      beep: () => this.#sound.beep(),
      speaker: () => this.#sound.speaker,
      volume: () => this.#sound.volume,
      mediaOf: (session) => this.#mediaOf(session),
      closeMedia: (session) => this.#medias.get(session)?.close(),
      lineAnswers: () => this.#lines.line?.answers() ?? Promise.resolve(false),
      prepared: this.#prepared,
      log: (level, message) => this.#log(level, message),
    };
  }

  #mediaOf(session: Session): CallMedia {
    const known = this.#medias.get(session);
    if (known !== undefined) return known;
    const media = new CallMedia({
      logger: session.userAgent.getLogger('sip.CallMedia'),
      iceServers: (this.#lines.account?.iceServers ?? []).map(iceServer),
      clock: this.#clock,
    });
    this.#medias.set(session, media);
    return media;
  }

  /** What would be lost with this page: events, and the ends of recordings whose calls are over. */
  #countUnsent(): void {
    this.store.setState({ unsent: this.#queue.unsent + this.#recordings.unsent });
  }

  #pruneCards(): void {
    // a recording that is still being sent has its end to tell
    if (this.#queue.unsent === 0 && !this.#recordings.isBusy) this.#cards.prune();
  }

  #log(level: LogLevel, message: string): void {
    this.#options.desk.log({ level, source: 'phone', message: message.slice(0, 2000) }).catch(() => undefined);
  }
}

const openSocket: SocketFactory = (url, protocol) => new WebSocket(url, protocol);
