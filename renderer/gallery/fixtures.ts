/** Invented callers and calls for the gallery. Nothing in the product imports this. */
import type { CallerCard } from '../../core/call/caller-card.ts';
import type { CallState } from '../../core/call/call-state.ts';
import type { HistoryRow } from '../../core/contract/calls.ts';
import type { PhoneCall, PhoneSnapshot } from '../../core/contract/phone.ts';
import type { QualityNow } from '../../core/quality/call-quality.ts';
import type { Factor, RiskBand } from '../../core/judge/verdict.ts';

export const now = Date.now();
const day = 86_400_000;
const minute = 60_000;

interface Caller {
  readonly key: string;
  readonly display: string;
  readonly score: number;
  readonly band: RiskBand;
  readonly place: [string, string] | null;
  readonly factors: readonly Factor[];
  readonly more?: Partial<CallerCard>;
  readonly warn?: boolean;
  readonly action?: 'ring' | 'vip' | 'reject';
}

const factor = (id: string, weight: number, params: Factor['params'] = {}): Factor => ({ id, weight, params });

export function cardOf(caller: Caller): CallerCard {
  return {
    number: { kind: 'mobile', key: caller.key, display: caller.display },
    place: caller.place && { 'zh-CN': caller.place[0], en: caller.place[1] },
    carrier: 'basic-mobile',
    claimedName: '',
    contact: null,
    list: null,
    history: { calls: 0, answered: 0, blocked: 0, last: null },
    tags: [],
    verdict: {
      action: caller.action ?? 'ring',
      warn: caller.warn ?? false,
      status: caller.action === 'reject' ? 608 : null,
      risk: { score: caller.score, band: caller.band },
      factors: [...caller.factors],
      trace: [
        { step: 'list', hit: false, id: 'list-none', params: {} },
        { step: 'known-customer', hit: false, id: 'known-none', params: {} },
        { step: 'rule', hit: false, id: 'rule-none', params: {} },
        {
          step: 'risk',
          hit: caller.score >= 50,
          id: caller.score >= 50 ? 'risk-warn' : 'risk-below',
          params: { score: caller.score, from: 50 },
        },
        {
          step: 'otherwise',
          hit: caller.score < 50,
          id: caller.score < 50 ? 'otherwise-ring' : 'not-reached',
          params: {},
        },
      ],
      listEntry: null,
      policyVersion: 1,
    },
    at: now - 2 * minute,
    ...caller.more,
  };
}

const entry = (
  kind: 'allow' | 'block' | 'watch',
  reason: string,
  expiresAt: number | null,
  vip = false,
): CallerCard['list'] => ({
  id: `l-${kind}`,
  kind,
  match: { type: 'exact', number: '+86' },
  vip,
  reason,
  author: '赵启明',
  createdAt: now - 3 * day,
  expiresAt,
  source: 'manual',
});

export const callers = {
  trusted: cardOf({
    key: '+8613800138000',
    display: '138 0013 8000',
    score: 4,
    band: 'trusted',
    place: ['北京', 'Beijing'],
    action: 'vip',
    factors: [
      factor('vip', -40, { reason: '长期客户' }),
      factor('answered-long', -22, { calls: 2, seconds: 372, days: 7 }),
      factor('we-called', -8, { calls: 1, days: 3 }),
    ],
    more: {
      contact: { id: 'c1', name: '王建国', company: '海辰物业 ・ 企业客户', vip: true },
      list: entry('allow', '长期客户', null, true),
      history: {
        calls: 3,
        answered: 2,
        blocked: 0,
        last: { at: now - 6 * day, outcome: 'answered', talkMs: 372_000, by: '林晓雯' },
      },
    },
  }),
  normal: cardOf({
    key: '+861088886666',
    display: '010-8888 6666',
    score: 22,
    band: 'normal',
    place: ['北京', 'Beijing'],
    factors: [factor('answered-long', -23, { calls: 4, seconds: 310, days: 2 })],
    more: {
      carrier: null,
      history: {
        calls: 4,
        answered: 4,
        blocked: 0,
        last: { at: now - 2 * day, outcome: 'answered', talkMs: 310_000, by: '周敏' },
      },
    },
  }),
  unknown: cardOf({
    key: '+8619120467735',
    display: '191 2046 7735',
    score: 45,
    band: 'unknown',
    place: ['四川 成都', 'Chengdu, Sichuan'],
    factors: [factor('first-seen', 4), factor('verified', -4)],
    more: { carrier: 'basic-telecom' },
  }),
  suspect: cardOf({
    key: '+8617048152206',
    display: '170 4815 2206',
    score: 72,
    band: 'suspect',
    place: ['广东 深圳', 'Shenzhen, Guangdong'],
    warn: true,
    factors: [factor('short-calls', 26, { calls: 3 }), factor('call-centre', 18), factor('virtual-operator', 12)],
    more: {
      carrier: 'virtual-unicom',
      claimedName: '融通贷客服 <b>VIP</b>',
      history: {
        calls: 2,
        answered: 0,
        blocked: 0,
        last: { at: now - 3 * minute, outcome: 'missed', talkMs: 0, by: null },
      },
    },
  }),
  nuisance: cardOf({
    key: '+8616533209174',
    display: '165 3320 9174',
    score: 91,
    band: 'nuisance',
    place: ['福建 厦门', 'Xiamen, Fujian'],
    warn: true,
    factors: [
      factor('tagged-loan', 38, { people: 2, days: 4 }),
      factor('watched', 20, { reason: '多人标记贷款' }),
      factor('rejected-before', 14, { calls: 3, days: 1 }),
    ],
    more: {
      carrier: 'virtual-mobile',
      list: entry('watch', '多人标记贷款', now + 26 * day),
      tags: [
        { id: 't1', tag: 'loan', subtype: null, author: '陈思远', at: now - day, call: null },
        { id: 't2', tag: 'loan', subtype: null, author: '周敏', at: now - 4 * day, call: null },
      ],
      history: {
        calls: 4,
        answered: 2,
        blocked: 0,
        last: { at: now - day, outcome: 'answered', talkMs: 14_000, by: '陈思远' },
      },
    },
  }),
  blocked: cardOf({
    key: '+63285510947',
    display: '+63 2 8551 0947',
    score: 96,
    band: 'nuisance',
    place: ['菲律宾 马尼拉', 'Manila, Philippines'],
    action: 'reject',
    factors: [factor('overseas', 30)],
    more: { carrier: null },
  }),
} satisfies Record<string, CallerCard>;

export function callOf(id: string, card: CallerCard | null, call: CallState, more: Partial<PhoneCall> = {}): PhoneCall {
  return {
    id,
    direction: 'in',
    line: 'main',
    call,
    invitedAt: now - 3_000,
    shown: { display: card?.number.display ?? '182 6650 1043', claimedName: '' },
    number: card?.number.key ?? null,
    card,
    previousScore: null,
    muted: false,
    hearing: true,
    trouble: null,
    transfer: null,
    consultFor: null,
    conference: false,
    autoAnswered: false,
    quality: null,
    recording: null,
    ...more,
  };
}

export const soundsGood: QualityNow = {
  mos: 4.36,
  heard: { mos: 4.36, lossPercent: 0, jitterMs: 1.8 },
  sent: { mos: 4.38, lossPercent: 0, jitterMs: 2.1 },
  roundTripMs: 18,
  codec: 'PCMA',
};
export const soundsBad: QualityNow = {
  mos: 3.24,
  heard: { mos: 3.24, lossPercent: 10.4, jitterMs: 34 },
  sent: { mos: 4.31, lossPercent: 0.4, jitterMs: 6 },
  roundTripMs: 96,
  codec: 'PCMA',
};

export const ringing: CallState = { state: 'ringing', since: now - 3_000 };
export const live = (held = false): CallState => ({ state: 'live', since: now - 167_000, rangFor: 4_000, held });

export function snapshotOf(calls: readonly PhoneCall[], more: Partial<PhoneSnapshot> = {}): PhoneSnapshot {
  return {
    version: 1,
    at: now,
    line: {
      state: 'registered',
      since: now - 60 * minute,
      server: 'wss://pbx.example',
      proof: 'proved',
      provedAt: now - 4_000,
    },
    hotline: '400-800-1234',
    lineKind: 'main',
    microphone: 'ready',
    missingDevices: [],
    headset: null,
    calls: [...calls],
    agent: { now: { mode: 'ready', since: 1 }, next: null, missed: 0 },
    voicemail: null,
    notice: null,
    pbxTold: 'off',
    unsent: 0,
    ...more,
  };
}

function row(minutesAgo: number, card: CallerCard, more: Partial<HistoryRow>): HistoryRow {
  return {
    call: `h${minutesAgo}`,
    at: now - minutesAgo * minute,
    direction: 'in',
    number: card.number,
    claimedName: '',
    contact: card.contact,
    place: card.place,
    risk: card.verdict.risk,
    action: card.verdict.action,
    warn: card.verdict.warn,
    outcome: 'answered',
    answeredAt: now - minutesAgo * minute + 3_000,
    endedBy: 'caller',
    status: null,
    ringMs: 3_000,
    talkMs: 0,
    agent: '林晓雯',
    tags: [],
    note: '',
    quality: null,
    undone: false,
    recorded: false,
    ...more,
  };
}

export const history: readonly HistoryRow[] = [
  row(14, callers.trusted, { talkMs: 221_000, tags: ['customer'] }),
  row(25, callers.normal, { talkMs: 312_000 }),
  row(37, callers.nuisance, { outcome: 'rejected', tags: ['loan'] }),
  row(51, callers.blocked, { outcome: 'blocked' }),
  row(62, callers.unknown, { talkMs: 128_000, tags: ['customer'] }),
  row(80, callers.suspect, { outcome: 'missed', agent: '' }),
  row(84, callers.suspect, { outcome: 'missed', agent: '' }),
  row(190, callers.unknown, { outcome: 'blocked', undone: true, call: 'h190' }),
  row(60 * 24 * 4, callers.suspect, { talkMs: 9_000, agent: '陈思远', note: '自称融通贷' }),
];
