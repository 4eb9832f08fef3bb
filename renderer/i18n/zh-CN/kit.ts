/** Words of features/kit: parts that several pages share. */
export const kit = {
  readFailed: '没有读到数据',
  readUnknown: '后台服务没有给出数据，请重试。',
  undone: '已撤销',
  undoFailed: '没有撤销成功',
  undoSeconds: '撤销 {{seconds}} 秒',
  notAllowed: '需要主管来做',
  invalidOther: '这一项不能这样填，请改一下',
  days_other: '{{count}} 天',
  hours24: '24 小时',
  noEnd: '长期',
  custom: '自选',
  untilDate: '到期日',
  showNumber: '显示号码（留痕）',
  unsavedHint: '内容还在，改好后再保存。',
} as const;
