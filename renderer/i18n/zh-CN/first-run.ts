/** Words of features/first-run. */
export const firstRun = {
  steps: '三步',
  skipAll: '全部跳过',
  skip: '跳过',
  back: '上一步',
  next: '下一步',
  saveNext: '保存，下一步',
  finish: '开始使用',
  step: { looks: '语言与外观', line: '线路', microphone: '麦克风' },
  title: { looks: '欢迎使用守线', line: '先用哪条线路', microphone: '试试麦克风' },
  text: {
    looks: '三步就好，每步都能跳过，以后在设置里随时改。',
    line: '不确定就先用练习线，随时可以再接 400 线路。',
    microphone: '说句话，看格子亮不亮。对方听不听得到你，就看它。',
  },
  start: { practice: '练习线', main: '接 400 线路' },
  startText: {
    practice: '八位虚拟来电人，不占真实线路，也不计入统计。',
    main: '要有服务器地址、分机号和密码，向 IT 要。',
  },
  microphoneReady: '麦克风已就绪。',
  webHint: '浏览器会问能不能用麦克风，请选「允许」。',
} as const;
