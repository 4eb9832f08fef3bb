/** Invented list entries. Nothing in the product imports this. */
import type { ListRow } from '../../core/contract/features.ts';
import type { Match } from '../../core/list/list-entry.ts';
import { parseNumber } from '../../core/number/parse-number.ts';
import { now, day } from './fixture-clock.ts';

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
    reason: '海辰物业，长期客户',
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
