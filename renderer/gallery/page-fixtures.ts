/** Invented data of the pages beside a call: history, lists, contacts, escalations. Nothing in the product imports this. */
import type { HistoryRow } from '../../core/contract/calls.ts';
import type { ListRow } from '../../core/contract/features.ts';
import type { Escalation } from '../../core/escalation/escalation.ts';
import type { Verdict, RiskBand } from '../../core/judge/verdict.ts';
import type { Match } from '../../core/list/list-entry.ts';
import { parseNumber } from '../../core/number/parse-number.ts';
import type { Tag } from '../../core/tag/tag.ts';
import { carrierOf } from '../../core/place/carrier-table.ts';

export const now = Date.now();
const minute = 60_000;
const day = 86_400_000;

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

interface Entry {
  readonly kind: ListRow['kind'];
  readonly match: Match;
  readonly reason: string;
  readonly author: string;
  readonly days: number | null;
  readonly hits: number;
  readonly name?: string;
}
const exact = (number: string): Match => ({ type: 'exact', number: parseNumber(number).key });
const entries: readonly Entry[] = [
  { kind: 'block', match: exact('16533209174'), reason: '贷款推销，多人标记', author: '赵启明', days: 30, hits: 6 },
  {
    kind: 'block',
    match: { type: 'prefix', prefix: '+861713307' },
    reason: '冒充客服退款',
    author: '赵启明',
    days: 4,
    hits: 23,
  },
  {
    kind: 'watch',
    match: { type: 'prefix', prefix: '+861704815' },
    reason: '今早接连来电，待观察',
    author: '周敏',
    days: 1,
    hits: 7,
  },
  { kind: 'watch', match: exact('16755013382'), reason: '两次静默', author: '陈思远', days: 5, hits: 2 },
  {
    kind: 'allow',
    match: exact('13800138000'),
    reason: 'VIP・海辰物业',
    author: 'system',
    days: null,
    hits: 18,
    name: '王建国',
  },
  { kind: 'allow', match: exact('075583214400'), reason: '新供应商，误拦后放行', author: '赵启明', days: 7, hits: 1 },
  {
    kind: 'allow',
    match: { type: 'range', from: '+861088886600', to: '+861088886699' },
    reason: '总部分机',
    author: '李工（IT）',
    days: null,
    hits: 52,
  },
  {
    kind: 'block',
    match: { type: 'prefix', prefix: '+63' },
    reason: '境外骚扰，夜间',
    author: '赵启明',
    days: 6,
    hits: 14,
  },
  {
    kind: 'watch',
    match: { type: 'prefix', prefix: '+865952288' },
    reason: '疑似改号冒充快递，要求加微信、转账，语音里带闽南口音，先观察一周再定',
    author: '何雨桐',
    days: 2,
    hits: 9,
  },
  { kind: 'block', match: exact('1440338120617'), reason: '物联网号段不应有语音', author: 'system', days: 24, hits: 5 },
];
export const listRows: readonly ListRow[] = entries.map((each, index) => ({
  id: `entry-${index}`,
  kind: each.kind,
  match: each.match,
  vip: each.name !== undefined,
  reason: each.reason,
  author: each.author,
  createdAt: now - 3 * day,
  expiresAt: each.days === null ? null : now + each.days * day,
  source: 'manual',
  hits30: each.hits,
  display: each.match.type === 'exact' ? parseNumber(each.match.number).display : '',
  contactName: each.name ?? null,
}));

const names: readonly (readonly [string, string, boolean, readonly string[]])[] = [
  ['王建国', '海辰物业', true, ['13800138000', '01088886666']],
  ['李敏', '江城酒店', false, ['13972056610']],
  ['张丽', '张江门店', false, ['17090220147']],
  [
    '陈嘉豪',
    '恒越（上海）国际供应链管理有限公司华东分公司采购二部',
    false,
    ['02162880131', '13601720011', '13601720012'],
  ],
  ['', '德盛建材', false, ['075583214400']],
  ['Maria Gonzales', 'Manila Trading', false, ['+63285510947']],
];
export const contactRows = names.map(([name, company, vip, numbers], index) => {
  const keys = numbers.map((each) => parseNumber(each));
  return {
    id: `contact-${index}`,
    name,
    company,
    vip,
    numbers: keys.map(({ key }) => key),
    displays: keys.map(({ display }) => display),
    source: (['csv', 'vcard', 'manual'] as const)[index % 3] ?? 'csv',
  };
});

interface Asked {
  readonly number: string;
  readonly minutes: number;
  readonly note: string;
  readonly by: string;
  readonly score: number;
  readonly band: RiskBand;
  readonly tags: readonly Tag[];
  readonly more?: Partial<Escalation>;
}
const asked = ({ number, minutes, note, by, score, band, tags, more }: Asked, index: number): Escalation => {
  const { key, display } = parseNumber(number);
  return {
    id: `01KAESC000000000000000000${index}`,
    number: key,
    call: null,
    kind: 'after',
    note,
    context: {
      display,
      place: { 'zh-CN': '广东 深圳', en: 'Shenzhen, Guangdong' },
      risk: { score, band },
      factors: [
        { id: 'short-calls', weight: 18, params: { calls: 3 } },
        { id: 'tagged-sales', weight: 12, params: { people: 1, days: 2 } },
        ...(carrierOf(key)?.startsWith('virtual') === true ? [{ id: 'virtual-operator', weight: 4, params: {} }] : []),
      ],
      tags: [...tags],
      trail: [
        {
          script: 'sales',
          title: '推销来电',
          step: 'ask',
          stepTitle: '问明来意',
          answer: '只肯说找负责人',
          at: now - 2 * minute,
        },
        {
          script: 'sales',
          title: '推销来电',
          step: 'code',
          stepTitle: '核对业务编码',
          answer: '报不出',
          at: now - minute,
        },
      ],
      outcome: '推销，坚持不挂',
    },
    openedBy: by,
    openedAt: now - minutes * minute,
    state: 'open',
    claimedBy: null,
    claimedAt: null,
    decision: null,
    decidedEvent: null,
    decidedBy: null,
    decidedAt: null,
    live: false,
    ...more,
  };
};
const openOnes: readonly Asked[] = [
  {
    number: '17048152206',
    minutes: 3,
    note: '对方不报编码，开始骂人，说要投诉到 12345。话术已走到第 3 步。',
    by: '林晓雯',
    score: 78,
    band: 'suspect',
    tags: ['sales', 'abuse'],
    more: { live: true, kind: 'in-call' },
  },
  {
    number: '16533209174',
    minutes: 130,
    note: '贷款推销，第 4 次',
    by: '周敏',
    score: 91,
    band: 'nuisance',
    tags: ['loan'],
  },
  {
    number: '059522884103',
    minutes: 38,
    note: '疑似改号冒充快递',
    by: '何雨桐',
    score: 66,
    band: 'suspect',
    tags: [],
    more: { state: 'claimed', claimedBy: '钱主管', claimedAt: now - 5 * minute },
  },
  { number: '19120467735', minutes: 6, note: '不确定，请看记录', by: '陈思远', score: 44, band: 'unknown', tags: [] },
];
export const openEscalations = openOnes.map(asked);
const decidedOnes: readonly Asked[] = [
  {
    number: '17190224418',
    minutes: 60,
    note: '冒充物流理赔，让加 QQ',
    by: '林晓雯',
    score: 68,
    band: 'suspect',
    tags: ['fraud'],
    more: {
      state: 'decided',
      decidedBy: '赵启明',
      decidedAt: now - 44 * minute,
      decidedEvent: 'x',
      decision: {
        kind: 'nuisance',
        scope: { type: 'prefix', prefix: '+861719022' },
        days: 30,
        note: '同段多号，统一处理',
      },
    },
  },
  {
    number: '02162880131',
    minutes: 200,
    note: '自称税务局',
    by: '林晓雯',
    score: 58,
    band: 'suspect',
    tags: ['fraud'],
    more: {
      state: 'returned',
      decidedBy: '赵启明',
      decidedAt: now - 150 * minute,
      decidedEvent: 'y',
      decision: { kind: 'hand-back', scope: { type: 'number' }, days: null, note: '请补充：对方报的工号和单位全称。' },
    },
  },
];
export const decidedEscalations = decidedOnes.map((each, index) => asked(each, index + 5));
