/** Invented escalations, open and decided. Nothing in the product imports this. */
import type { Escalation } from '../../core/escalation/escalation.ts';
import type { RiskBand } from '../../core/judge/verdict.ts';
import { parseNumber } from '../../core/number/parse-number.ts';
import type { Tag } from '../../core/tag/tag.ts';
import { carrierOf } from '../../core/place/carrier-table.ts';
import { now, minute } from './fixture-clock.ts';

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
