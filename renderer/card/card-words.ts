/** The card's own words in both languages; what it shares with the pages comes from the common words. Framework-free. */
import type { Locale } from '../../core/settings/settings.ts';
import { common as en } from '../i18n/en/common.ts';
import type { WordsLike } from '../i18n/words.ts';
import { common as zhCN } from '../i18n/zh-CN/common.ts';

const zhCard = {
  verdict: '判定 {{action}}',
  ringing: '响铃 {{time}}',
  waiting: '等待 {{time}}',
  answer: '接听',
  reject: '拒接',
  escalate: '上报主管',
  escalated: '已上报',
  nuisance: '骚扰拒接',
  holdAndAnswer: '保持并接听',
  answerFirst: '先接这通',
  firstCall: '首次来电',
  nthCall: '第 {{count}} 次来电',
  taggedBy: '{{count}} 位同事标为「{{tag}}」',
  taggedByOne: '{{name}}标为「{{tag}}」',
  claims: '自称「{{name}}」',
  until: '{{list}} ・ {{date}} 到期',
  noHistory: '没有来往记录',
  last: '{{when}} {{outcome}}',
  lastAnswered: '{{when}} {{who}}接听 {{span}}',
  source: '本机名单与记录 ・ {{ago}}读取',
  sourcePending: '本机名单与记录 ・ 结果到后就地更新',
  judging: '本机判定',
  pending: '查询中 {{seconds}} 秒',
  updated: '由 {{score}} 刚更新',
  blocked: '已拦截',
  blockedNote: '{{place}} ・ 未响铃，已回 {{status}}',
  undoBlock: '撤销，放行此号 {{days}} 天',
  why: '为什么',
  moreBlocked: '又拦截 {{count}} 通',
  review: '逐条查看',
  close: '收起',
  incomingCall: '来电',
  connecting: '正在接通…',
  others: '另有 {{count}} 通在等',
} as const;

const enCard: WordsLike<typeof zhCard> = {
  verdict: '{{action}}',
  ringing: 'Ringing {{time}}',
  waiting: 'waiting {{time}}',
  answer: 'Answer',
  reject: 'Reject',
  escalate: 'Escalate',
  escalated: 'Escalated',
  nuisance: 'Reject nuisance',
  holdAndAnswer: 'Hold, answer',
  answerFirst: 'Answer this',
  firstCall: 'First call',
  nthCall: 'Call no. {{count}}',
  taggedBy: '{{count}} colleagues tagged {{tag}}',
  taggedByOne: '{{name}} tagged {{tag}}',
  claims: 'claims “{{name}}”',
  until: '{{list}} · to {{date}}',
  noHistory: 'No earlier calls',
  last: '{{when}}, {{outcome}}',
  lastAnswered: '{{when}}, {{who}}, {{span}}',
  source: 'Own lists and log · read {{ago}}',
  sourcePending: 'Own lists and log · updates in place',
  judging: 'Screening here',
  pending: 'pending {{seconds}} s',
  updated: 'from {{score}}, just now',
  blocked: 'Blocked',
  blockedNote: '{{place}} · never rang, sent {{status}}',
  undoBlock: 'Undo, allow {{days}} days',
  why: 'Why',
  moreBlocked: '{{count}} more blocked',
  review: 'Review',
  close: 'Close',
  incomingCall: 'Incoming call',
  connecting: 'Connecting…',
  others: '{{count}} more waiting',
};

export interface CardWords {
  readonly card: WordsLike<typeof zhCard>;
  readonly common: WordsLike<typeof zhCN>;
}

export const cardWords: Readonly<Record<Locale, CardWords>> = {
  'zh-CN': { card: zhCard, common: zhCN },
  en: { card: enCard, common: en },
};
