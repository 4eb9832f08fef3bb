/** Words of features/agent: what the agent is available for. */
export const agent = {
  label: '坐席状态',
  afterCallLabel: '挂断后的坐席状态',
  afterCall: '挂断后',
  short: { ready: '就绪', break: '小休', 'wrap-up': '整理', 'not-ready': '示忙' },
  mode: { ready: '就绪', break: '小休', 'wrap-up': '话后整理', 'not-ready': '示忙' },
  reasonLabel: '小休原因',
  reason: { rest: '休息', meal: '用餐', meeting: '会议', training: '培训' },
  missedTitle_other: '连续 {{count}} 个来电没接，已自动示忙',
  missedText: '热线来电会转给别的坐席。人在座位上，就恢复就绪。',
  backToReady: '恢复就绪',
  away: {
    break: '小休中，热线来电不在这里响铃',
    'wrap-up': '话后整理中，热线来电先给别的坐席',
    'not-ready': '示忙中，热线来电不在这里响铃',
  },
  awayVip: '白名单和 VIP 来电仍会响铃。',
  awayAll: '要接听，请先恢复就绪。',
} as const;
