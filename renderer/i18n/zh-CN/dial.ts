/** Words of features/dial: calling out. */
export const dial = {
  title: '拨号',
  open: '拨号',
  number: '号码',
  pad: '拨号键',
  call: '呼叫',
  callNumber: '呼叫',
  callTo: '呼叫 {{number}}',
  hint: '可以粘贴号码；空格、横线会忽略。',
  noLine: '线路没有注册上，现在打不出去。',
  failed: '没有呼出',
  last: '最近拨过，点一下重拨',
} as const;
