/** Invented calls of the history page, and why each was judged so. Nothing in the product imports this. */
import type { HistoryRow } from '../../core/contract/calls.ts';
import type { Verdict, RiskBand } from '../../core/judge/verdict.ts';
import { parseNumber } from '../../core/number/parse-number.ts';
import { now, minute } from './fixture-clock.ts';

interface Line {
  readonly number: string;
  readonly minutes: number;
  readonly place: readonly [string, string] | null;
  readonly score: number | null;
  readonly band: RiskBand;
  readonly more?: Partial<HistoryRow>;
}

const row = (line: Line, index: number): HistoryRow => ({
  call: `01KAXYZ0000000000000000${String(100 + index)}`,
  at: now - line.minutes * minute,
  direction: 'in',
  number: parseNumber(line.number),
  claimedName: '',
  contact: null,
  place: line.place && { 'zh-CN': line.place[0], en: line.place[1] },
  risk: line.score === null ? null : { score: line.score, band: line.band },
  action: 'ring',
  warn: false,
  outcome: 'answered',
  answeredAt: now - line.minutes * minute + 4000,
  endedBy: 'caller',
  status: null,
  ringMs: 4000,
  talkMs: 0,
  agent: '林晓雯',
  tags: [],
  note: '',
  quality:
    (line.more?.talkMs ?? 0) === 0
      ? null
      : {
          codec: 'PCMA',
          seconds: Math.round((line.more?.talkMs ?? 0) / 1000),
          heard: {
            mos: { mean: 4.36, worst: 4.1 },
            lossPercent: { mean: 0.3, worst: 2.4 },
            jitterMs: { mean: 2.4, worst: 19 },
          },
          sent: {
            mos: { mean: 4.38, worst: 4.3 },
            lossPercent: { mean: 0.1, worst: 0.6 },
            jitterMs: { mean: 3.1, worst: 8 },
          },
          roundTripMs: { mean: 21, worst: 48 },
        },
  undone: false,
  recorded: false,
  ...line.more,
});

const lines: readonly Line[] = [
  {
    number: '17048152206',
    minutes: 3,
    place: ['广东 深圳', 'Shenzhen, Guangdong'],
    score: 78,
    band: 'suspect',
    more: { outcome: 'live', warn: true, tags: ['sales'], endedBy: null },
  },
  {
    number: '13800138000',
    minutes: 14,
    place: ['北京', 'Beijing'],
    score: 4,
    band: 'trusted',
    more: {
      action: 'vip',
      talkMs: 221_000,
      tags: ['customer'],
      contact: { id: 'c1', name: '王建国', company: '海辰物业', vip: true },
    },
  },
  {
    number: '01088886666',
    minutes: 25,
    place: ['北京', 'Beijing'],
    score: 22,
    band: 'normal',
    more: { talkMs: 312_000, recorded: true },
  },
  { number: '4008821190', minutes: 34, place: null, score: 31, band: 'normal', more: { talkMs: 80_000 } },
  {
    number: '16533209174',
    minutes: 37,
    place: ['福建 厦门', 'Xiamen, Fujian'],
    score: 91,
    band: 'nuisance',
    more: {
      warn: true,
      outcome: 'rejected',
      endedBy: 'agent',
      status: 607,
      tags: ['loan', 'abuse'],
      note: '自称融通贷，开口就问公司流水。',
    },
  },
  {
    number: '13972056610',
    minutes: 45,
    place: ['湖北 武汉', 'Wuhan, Hubei'],
    score: 9,
    band: 'trusted',
    more: { talkMs: 96_000, tags: ['customer'], contact: { id: 'c2', name: '李敏', company: '江城酒店', vip: false } },
  },
  {
    number: '+63285510947',
    minutes: 51,
    place: ['菲律宾', 'Philippines'],
    score: 96,
    band: 'nuisance',
    more: { action: 'reject', outcome: 'blocked', endedBy: 'screening', status: 608 },
  },
  {
    number: '19120467735',
    minutes: 62,
    place: ['四川 成都', 'Chengdu, Sichuan'],
    score: 44,
    band: 'unknown',
    more: { talkMs: 128_000, tags: ['customer'] },
  },
  {
    number: '17190224418',
    minutes: 80,
    place: null,
    score: 68,
    band: 'suspect',
    more: { action: 'gate', outcome: 'missed' },
  },
  {
    number: '02162880131',
    minutes: 94,
    place: ['上海', 'Shanghai'],
    score: 18,
    band: 'normal',
    more: { talkMs: 475_000 },
  },
  {
    number: '16755013382',
    minutes: 111,
    place: ['广东 东莞', 'Dongguan, Guangdong'],
    score: 64,
    band: 'suspect',
    more: { talkMs: 19_000, tags: ['silent'] },
  },
  {
    number: '1440338120617',
    minutes: 132,
    place: null,
    score: 88,
    band: 'nuisance',
    more: { action: 'reject', outcome: 'blocked', endedBy: 'screening', status: 608, undone: true },
  },
  {
    number: '057187062200',
    minutes: 166,
    place: ['浙江 杭州', 'Hangzhou, Zhejiang'],
    score: 26,
    band: 'normal',
    more: { talkMs: 242_000 },
  },
  { number: 'anonymous', minutes: 190, place: null, score: 52, band: 'suspect', more: { warn: true, talkMs: 61_000 } },
];
export const historyRows: readonly HistoryRow[] = [
  ...lines.map(row),
  ...Array.from({ length: 1_300 }, (_, index) =>
    row(
      {
        number: `139${String(10_000_000 + index * 7919).slice(0, 8)}`,
        minutes: 200 + index * 11,
        place: ['山东 济南', 'Jinan, Shandong'],
        score: 45,
        band: 'unknown',
        more: { talkMs: 30_000 + index },
      },
      100 + index,
    ),
  ),
];

export function verdictOf(each: HistoryRow): Verdict {
  const risk = each.risk ?? { score: 45, band: 'unknown' as const };
  const isHigh = risk.score >= 50;
  const factors = isHigh
    ? [
        { id: 'tagged-loan', weight: 26, params: { people: 2, days: 5 } },
        { id: 'watched', weight: 12, params: { reason: '今早接连来电，待观察' } },
        { id: 'short-calls', weight: 9, params: { calls: 4 } },
        { id: 'virtual-operator', weight: 4, params: {} },
        { id: 'verified', weight: -5, params: {} },
      ]
    : risk.band === 'unknown'
      ? [{ id: 'first-seen', weight: 0, params: {} }]
      : [{ id: 'answered-long', weight: risk.score - 45, params: { calls: 3, seconds: 221, days: 7 } }];
  return {
    action: each.action ?? 'ring',
    warn: each.warn,
    status: each.action === 'reject' ? 608 : null,
    risk,
    factors,
    trace: [
      {
        step: 'list',
        hit: false,
        id: isHigh ? 'list-watch' : 'list-none',
        params: { author: '赵启明', reason: '今早接连来电' },
      },
      { step: 'known-customer', hit: false, id: 'known-none', params: {} },
      { step: 'rule', hit: false, id: 'rule-none', params: {} },
      { step: 'risk', hit: isHigh, id: isHigh ? 'risk-warn' : 'risk-below', params: { score: risk.score, from: 50 } },
      { step: 'otherwise', hit: !isHigh, id: isHigh ? 'not-reached' : 'otherwise-ring', params: {} },
    ],
    listEntry: null,
    policyVersion: 1,
  };
}
