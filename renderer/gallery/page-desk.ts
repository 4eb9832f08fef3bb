/** A desk client over the page fixtures, for the gallery alone: answers reads, keeps what commands change, fails when told to. */
import type { Change } from '../../core/contract/session.ts';
import { policySchema, preferencesSchema, type Role } from '../../core/settings/settings.ts';
import { soundOf } from '../../core/settings/sound.ts';
import { parseNumber } from '../../core/number/parse-number.ts';
import { covers } from '../../core/list/reach.ts';
import { parseDraft } from '../../core/list/parse-draft.ts';
import type { ListDraft } from '../../core/list/list-entry.ts';
import type { DeskClient } from '../desk-link/desk-client.ts';
import { contactRows } from './contact-fixtures.ts';
import { decidedEscalations, openEscalations } from './escalation-fixtures.ts';
import { now } from './fixture-clock.ts';
import { historyRows, verdictOf } from './history-fixtures.ts';
import { listRows } from './list-fixtures.ts';
import { fixturePart, fixtureRecording } from './recording-fixture.ts';

export interface PageDeskOptions {
  readonly locale: 'zh-CN' | 'en';
  readonly theme: 'light' | 'dark';
  readonly role: Role;
  /** `slow` never answers, `broken` answers reads with an error, `full` answers commands with a full disk, `empty` has no data */
  readonly mood: string;
  readonly account: boolean;
  readonly firstRun: boolean;
  readonly person: string;
  /** chosen devices */
  readonly sound?: object | undefined;
}

type Input = Record<string, unknown>;
const textOf = ({ text }: Input): string => (typeof text === 'string' ? text : '');
const fail = (): never => {
  throw new Error('SQLITE_FULL: database or disk is full');
};

export function pageDesk(options: PageDeskOptions): DeskClient {
  const { mood, role, person } = options;
  const isEmpty = mood === 'empty';
  let lists = isEmpty ? [] : [...listRows];
  let contacts = isEmpty ? [] : [...contactRows];
  let escalations = isEmpty ? [] : [...openEscalations, ...decidedEscalations];
  const watchers = new Set<(change: Change) => void>();
  const changed = (topic: Change['topic']): void => {
    for (const tell of watchers) tell({ topic, numbers: [], seq: 1 });
  };
  let preferences: Input = {
    locale: options.locale,
    theme: options.theme,
    ...soundOf(preferencesSchema.parse({})),
    headset: null,
    ...options.sound,
    keys: { answer: 'F8', reject: 'F9', passOn: 'Shift+F8', rejectNuisance: 'Shift+F9' },
    bareKeys: true,
    startAtLogin: false,
    sipTrace: false,
    firstRunDone: !options.firstRun,
    usePractice: false,
  };
  let policy: Input = policySchema.parse({ version: 3, maskNumbers: true });
  let account: Input | null = options.account
    ? {
        servers: ['wss://sip.hengyue.example:7443/ws'],
        domain: 'sip.hengyue.example',
        user: '1023',
        displayName: '',
        hotline: '400-800-1234',
        iceServers: [],
        trustAssertedIdentity: true,
      }
    : null;
  const settings = () => ({
    preferences,
    account,
    secret: { stored: account !== null, where: 'keystore' },
    recordingKey: 'keystore',
    person: { name: person, extension: '1023', role },
    policy,
    locked: mood === 'locked' ? ['line', 'preferences.theme', 'policy.keepDays'] : [],
    profile: '/home/agent/.config/linewarden',
  });
  const setPart = (id: unknown, part: Input) => {
    escalations = escalations.map((each) => (each.id === id ? { ...each, ...part } : each));
    changed('escalations');
    return escalations.find((each) => each.id === id);
  };
  const read: Record<string, (input: Input) => unknown> = {
    'settings.get': settings,
    'calls.history': (input) => {
      const text = textOf(input).replace(/[\s-]/g, '');
      const since = (input['since'] as number | null) ?? 0;
      const before = (input['before'] as number | null) ?? Infinity;
      const base = (isEmpty ? [] : historyRows).filter(
        (row) =>
          row.at >= since &&
          (text === '' || row.number.key.includes(text) || (row.contact?.name.includes(text) ?? false)) &&
          (input['band'] === undefined || input['band'] === 'any' || row.risk?.band === input['band']) &&
          (input['tag'] === null || input['tag'] === undefined || row.tags.includes(input['tag'] as never)),
      );
      const counts: Record<string, number> = { all: base.length };
      for (const row of base) counts[row.action ?? 'none'] = (counts[row.action ?? 'none'] ?? 0) + 1;
      const rows = base.filter(
        (row) => input['action'] === null || input['action'] === undefined || row.action === input['action'],
      );
      return {
        rows: rows.filter((row) => row.at < before).slice(0, Number(input['limit'] ?? 100)),
        total: rows.length,
        counts,
      };
    },
    'calls.number': (input) => {
      const number = parseNumber(String(input['number']));
      const row = historyRows.find((each) => each.number.key === number.key);
      if (!row) throw new Error('no such number');
      const watch = row.risk !== null && row.risk.score > 60 ? (listRows[2] ?? null) : null;
      const at = row.at;
      return {
        card: {
          number,
          place: row.place,
          carrier: number.key.startsWith('+86165') ? 'virtual-mobile' : null,
          claimedName: '',
          contact: row.contact,
          list: watch,
          history: { calls: 4, answered: 2, blocked: 1, last: null },
          tags: row.tags.map((tag, index) => ({
            id: `t${index}`,
            tag,
            subtype: null,
            author: index === 0 ? '陈思远' : '周敏',
            at: now - index * 86_400_000,
            call: null,
          })),
          verdict: verdictOf(row),
          at: now,
        },
        timeline: [
          {
            id: '1',
            at,
            type: 'call.ended',
            author: '林晓雯',
            call: row.call,
            params: { outcome: row.outcome === 'live' ? 'answered' : row.outcome, talkMs: row.talkMs, by: 'caller' },
          },
          {
            id: '2',
            at: at - 1000,
            type: 'number.tagged',
            author: '林晓雯',
            call: row.call,
            params: { tag: 'loan', subtype: '' },
          },
          {
            id: '3',
            at: at - 7_200_000,
            type: 'call.ended',
            author: '周敏',
            call: 'b',
            params: { outcome: 'answered', talkMs: 12_000 },
          },
          {
            id: '4',
            at: at - 7_300_000,
            type: 'script.stepped',
            author: '周敏',
            call: 'b',
            params: { move: 'open', script: 'loan' },
          },
          {
            id: '5',
            at: at - 90_000_000,
            type: 'list.set',
            author: '赵启明',
            call: null,
            params: { kind: 'watch', reason: '今早接连来电，待观察' },
          },
          {
            id: '6',
            at: at - 91_000_000,
            type: 'escalation.opened',
            author: '周敏',
            call: null,
            params: { kind: 'after', note: '第三次来电' },
          },
          {
            id: '7',
            at: at - 92_000_000,
            type: 'call.ended',
            author: 'system',
            call: 'c',
            params: { outcome: 'missed', talkMs: 0 },
          },
        ],
      };
    },
    'calls.verdict': (input) => {
      const row = historyRows.find((each) => each.call === input['call']);
      return row ? verdictOf(row) : fail();
    },
    'recordings.ofCall': (input) => [fixtureRecording(String(input['call']), now)],
    'recordings.read': () => fixturePart(),
    'lists.all': (input) => {
      const text = textOf(input);
      return {
        rows: lists.filter(
          (each) =>
            (input['kind'] === null || each.kind === input['kind']) &&
            (text === '' || each.reason.includes(text) || JSON.stringify(each.match).includes(text)),
        ),
        counts: {
          allow: lists.filter(({ kind }) => kind === 'allow').length,
          block: lists.filter(({ kind }) => kind === 'block').length,
          watch: lists.filter(({ kind }) => kind === 'watch').length,
        },
      };
    },
    'lists.impact': (input) => {
      const parsed = parseDraft({ ...(input as ListDraft), reason: '-' }, now);
      if (!parsed.ok) throw new Error('invalid');
      const hit = contactRows.filter(({ numbers }) => numbers.some((key) => covers(parsed.draft.match, key)));
      return {
        calls: parsed.draft.match.type === 'prefix' ? 41 : 3,
        customers: hit.map(({ name, numbers, displays }) => ({
          number: numbers[0],
          display: displays[0],
          name,
          at: now - 16 * 86_400_000,
        })),
      };
    },
    'contacts.all': (input) => {
      const text = textOf(input);
      const rows = contacts.filter(({ name, company, numbers }) => `${name}${company}${numbers.join()}`.includes(text));
      return { rows, total: rows.length };
    },
    'escalations.all': (input) =>
      input['view'] === 'inbox'
        ? escalations.filter(({ state }) => state === 'open' || state === 'claimed')
        : input['view'] === 'mine'
          ? escalations.filter(({ openedBy }) => openedBy === person)
          : escalations.filter(({ state }) => state === 'decided' || state === 'returned'),
    'admin.notices': () => ({ text: 'antd 6.6.8\nMIT License\n\nCopyright (c) 2015-present Ant UED\n\n…' }),
    'calls.today': () => ({
      answered: 37,
      blocked: 12,
      undone: 1,
      missed: 3,
      tagged: 9,
      tags: [],
      escalated: 2,
      decided: 1,
      meanAnswerMs: 4100,
    }),
    'practice.callers': () => [],
    'scripts.all': () => [],
  };
  const command: Record<string, (input: Input) => unknown> = {
    'lists.set': (input) => {
      const draft = input as ListDraft;
      const entry = {
        vip: false,
        ...draft,
        id: draft.id ?? `entry-${Date.now()}`,
        author: person,
        createdAt: Date.now(),
        source: 'manual' as const,
      };
      lists = [
        { ...(entry as (typeof listRows)[number]), hits30: 0, display: '', contactName: null },
        ...lists.filter(({ id }) => id !== entry.id),
      ];
      changed('lists');
      return entry;
    },
    'lists.remove': (input) => {
      lists = lists.filter(({ id }) => id !== input['id']);
      changed('lists');
      return {};
    },
    'lists.restore': (input) => {
      lists = [...listRows.filter(({ id }) => id === input['id']), ...lists];
      changed('lists');
      return {};
    },
    'contacts.set': (input) => {
      const saved = { id: 'new', ...input } as unknown as (typeof contacts)[number];
      contacts = [
        { ...saved, displays: saved.numbers.map((key) => parseNumber(key).display) },
        ...contacts.filter(({ id }) => id !== saved.id),
      ];
      changed('contacts');
      return saved;
    },
    'contacts.remove': (input) => {
      contacts = contacts.filter(({ id }) => id !== input['id']);
      changed('contacts');
      return {};
    },
    'contacts.import': () => ({
      read: 214,
      kept: 211,
      skipped: 3,
      problems: [
        { line: 17, reason: 'spreadsheet-number', text: '1.38001E+10' },
        { line: 40, reason: 'no-number', text: '德盛建材' },
        { line: 99, reason: 'bad-number', text: '转 8012' },
      ],
    }),
    'calls.undoRejection': () => ({ entry: 'entry-0' }),
    'escalations.claim': (input) =>
      setPart(input['id'], { state: 'claimed', claimedBy: person, claimedAt: Date.now() }),
    'escalations.decide': (input) =>
      setPart(input['id'], {
        state: 'decided',
        decision: input['decision'],
        decidedBy: person,
        decidedAt: Date.now(),
        decidedEvent: 'z',
      }),
    'escalations.undo': (input) =>
      setPart(input['id'], { state: 'claimed', decision: null, decidedBy: null, decidedAt: null, decidedEvent: null }),
    'escalations.open': (input) => ({ ...openEscalations[0], ...input }),
    'settings.setPreferences': (input) => {
      preferences = { ...preferences, ...input };
      changed('settings');
      return settings();
    },
    'settings.setPolicy': (input) => {
      policy = { ...policy, ...input };
      changed('settings');
      return settings();
    },
    'settings.setAccount': (input) => {
      account = input['account'] as Input | null;
      changed('settings');
      return settings();
    },
    'settings.testLine': async function* () {
      const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));
      yield { id: 'dns', state: 'running', code: 'running', detail: 'sip.hengyue.example', ms: null };
      await wait(60);
      yield { id: 'dns', state: 'passed', code: 'ok', detail: '10.20.4.11', ms: 12 };
      yield { id: 'tls', state: 'passed', code: 'ok', detail: 'TLSv1.3 ≤ 2027-03-18', ms: 38 };
      yield { id: 'websocket', state: 'passed', code: 'ok', detail: 'wss://sip.hengyue.example:7443/ws', ms: 41 };
      if (mood === 'wrong') {
        yield { id: 'register', state: 'failed', code: 'wrong-password', detail: '403 Forbidden', ms: 90 };
      } else yield { id: 'register', state: 'passed', code: 'ok', detail: '200 OK', ms: 112 };
      yield { id: 'round-trip', state: 'passed', code: 'ok', detail: '8.4 ms', ms: 44 };
      yield { id: 'microphone', state: 'skipped', code: 'phone', detail: '', ms: null };
      yield { id: 'media', state: 'skipped', code: 'phone', detail: '', ms: null };
    },
    'admin.diagnostics': () => ({ path: '/home/agent/.config/linewarden/diagnostics/2026-11-24.zip', bytes: 182_044 }),
    'admin.backup': () => ({ path: '/home/agent/.config/linewarden/backups/2026-11-24.zip', bytes: 4_182_044 }),
    'admin.restore': () => ({}),
    'admin.log': () => ({}),
  };
  const changes = async function* (): AsyncGenerator<Change> {
    for (;;) {
      yield await new Promise<Change>((resolve) => {
        const once = (change: Change): void => {
          watchers.delete(once);
          resolve(change);
        };
        watchers.add(once);
      });
    }
  };
  const run = async (path: string, input: Input): Promise<unknown> => {
    if (path === 'session.changes') return changes();
    if (mood === 'slow' && path !== 'settings.get') return new Promise(() => undefined);
    const reader = read[path];
    if (reader) {
      if (mood === 'broken' && path !== 'settings.get') fail();
      return reader(input);
    }
    if (mood === 'full' && path !== 'admin.log') fail();
    return (command[path] ?? (() => ({})))(input);
  };
  return new Proxy(
    {},
    {
      get: (_, feature: string) =>
        new Proxy(
          {},
          {
            get:
              (__, name: string) =>
              (input: Input = {}) =>
                run(`${feature}.${name}`, input),
          },
        ),
    },
  ) as DeskClient;
}
