/** For tests: the features over a real store in a folder of its own, asked through oRPC's own client, with a clock to turn. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { RouterClient } from '@orpc/server';
import type { ScreenInput } from '../../../core/contract/calls.ts';
import type { Change } from '../../../core/contract/session.ts';
import type { Line } from '../../../core/event/line.ts';
import { emptyPlaceTable } from '../../../core/place/place-table.ts';
import { scriptSchema } from '../../../core/script/script.ts';
import type { Script } from '../../../core/script/script.ts';
import { policySchema } from '../../../core/settings/settings.ts';
import type { Locale, Policy, Role } from '../../../core/settings/settings.ts';
import type { Store } from '../../store/store.ts';
import { openTempStore, tempDir, testClock } from '../../store/test-support/temp-store.ts';
import type { TestClock } from '../../store/test-support/temp-store.ts';
import { ChangeBus } from '../change-bus.ts';
import type { FeatureDeps, PracticePort } from '../deps.ts';
import { createFeatures } from '../features.ts';
import { RecordingFiles } from '../recordings/recording-files.ts';

type Features = ReturnType<typeof createFeatures>;

export interface TestDesk {
  readonly ask: RouterClient<Features>;
  readonly clock: TestClock;
  readonly store: Store;
  /** what the features are given */
  readonly deps: FeatureDeps;
  readonly folder: string;
  readonly changes: Change[];
  readonly warnings: string[];
  person: { author: string; role: Role };
  line: Line;
  policy: Policy;
  practice: PracticePort | null;
  /** The whole service stops and starts again on the same profile. */
  restart(): Promise<void>;
  close(): Promise<void>;
  /** What a caller's INVITE makes the phone do up to ringing; answers the call's id. */
  ring(from: string, more?: Partial<ScreenInput>): Promise<Rung>;
}

export interface Rung {
  readonly call: string;
  readonly card: Awaited<ReturnType<TestDesk['ask']['calls']['screen']>>;
}

const scripts = new Map<Locale, readonly Script[]>();
function scriptsOf(locale: Locale): readonly Script[] {
  let found = scripts.get(locale);
  if (found === undefined) {
    const folder = new URL(`../../../assets/scripts/${locale}/`, import.meta.url);
    found = readdirSync(folder).map((name) =>
      scriptSchema.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))),
    );
    scripts.set(locale, found);
  }
  return found;
}

export async function openTestDesk(more: { maxLogPages?: number; maxRecordingBytes?: number } = {}): Promise<TestDesk> {
  const dir = tempDir();
  const clock = testClock();
  const warnings: string[] = [];
  const changes: Change[] = [];
  let store = await openTempStore(dir.path, { ...more, warnings });
  const bus = new ChangeBus();
  bus.subscribe((change) => changes.push(change));
  const recordings = new RecordingFiles(
    join(dir.path, 'recordings'),
    () => Promise.resolve(new Uint8Array(32).fill(7)),
    more.maxRecordingBytes,
  );
  const makeDeps = (): FeatureDeps => ({
    store,
    clock,
    who: () => ({ desk: 'desk-1', ...desk.person }),
    line: () => desk.line,
    policy: () => desk.policy,
    trustAssertedIdentity: () => true,
    places: emptyPlaceTable,
    scripts: scriptsOf,
    changes: bus,
    log: {
      info: () => undefined,
      warn: (message) => warnings.push(message),
      error: (message) => warnings.push(message),
    },
    practice: () => desk.practice,
    recordings,
    exports: join(dir.path, 'exports'),
  });
  let client: RouterClient<Features> | null = null;
  const desk: TestDesk = {
    get ask() {
      return (client ??= createRouterClient(createFeatures(makeDeps())));
    },
    get deps() {
      return makeDeps();
    },
    get store() {
      return store;
    },
    clock,
    folder: dir.path,
    changes,
    warnings,
    person: { author: '林晓雯', role: 'agent' },
    line: 'main',
    policy: policySchema.parse({}),
    practice: null,
    restart: async () => {
      await store.close();
      clock.advance(60_000);
      store = await openTempStore(dir.path, { warnings });
      client = null;
    },
    close: async () => {
      await store.close();
      dir.remove();
    },
    ring: async (from, input = {}) => {
      clock.advance(1_000);
      const call = clock.ulid();
      const card = await desk.ask.calls.screen({
        call,
        direction: 'in',
        fromUser: from,
        fromName: '',
        assertedUser: null,
        assertedName: null,
        verstat: null,
        ...input,
      });
      await desk.ask.calls.report({ events: [phoneEvent(desk, call, card.number.key, 'call.started')] });
      return { call, card };
    },
  };
  return desk;
}

type PhoneEvent = Parameters<TestDesk['ask']['calls']['report']>[0]['events'][number];

/** An event as the phone makes it. */
export function phoneEvent(
  desk: TestDesk,
  call: string,
  number: string,
  type: 'call.started' | 'call.answered' | 'call.ended',
  ended: { outcome?: string; ringMs?: number; talkMs?: number; by?: string; status?: number | null } = {},
): PhoneEvent {
  const envelope = {
    v: 1,
    id: desk.clock.ulid(),
    at: desk.clock.now(),
    desk: 'desk-1',
    author: desk.person.author,
    line: desk.line,
    call,
    number,
  };
  const data = {
    'call.started': { direction: 'in', display: '', claimedName: '', sipCallId: 'a@b' },
    'call.answered': { ringMs: 1_500 },
    'call.ended': { by: 'caller', outcome: 'answered', status: 200, ringMs: 1_500, talkMs: 60_000, ...ended },
  }[type];
  return { ...envelope, type, data } as PhoneEvent;
}

/** Rings, is answered, and ends. */
export async function talk(desk: TestDesk, from: string, talkMs = 60_000): Promise<Rung> {
  const rung = await desk.ring(from);
  const { key } = rung.card.number;
  await desk.ask.calls.report({
    events: [
      phoneEvent(desk, rung.call, key, 'call.answered'),
      phoneEvent(desk, rung.call, key, 'call.ended', { talkMs }),
    ],
  });
  return rung;
}

/** What a command is refused with. */
export async function refusal(promise: Promise<unknown>): Promise<{ code: string; data: unknown }> {
  try {
    await promise;
  } catch (error) {
    const { code, data } = error as { code: string; data: unknown };
    return { code, data };
  }
  throw new Error('it was not refused');
}
