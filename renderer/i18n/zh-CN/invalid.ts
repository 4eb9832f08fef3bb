/** Words for every reason why something well-formed makes no sense; part of the words of each feature with fields. */
import type { InvalidReason } from '../../../core/contract/word-ids.ts';

export const invalid = {
  'number-missing': '写上号码',
  'number-unreadable': '这不像电话号码，只写数字和 +',
  'prefix-unreadable': '前缀只写数字，国家码前加 +',
  'prefix-too-short': '前缀至少 {{least}} 位（或整个国家码），现在是 {{digits}} 位',
  'prefix-too-long': '这么长就是一个号码了，请选「单个号码」',
  'range-uneven': '两端位数不一样，或不是同一类号码',
  'range-reversed': '末尾比开头小，请对调',
  'range-unreadable': '号段的两端要是完整号码',
  'reason-missing': '写上原因才能加入黑名单',
  'vip-only-allowed': '只有白名单可以是 VIP',
  'expiry-past': '选一个今天或以后的日期',
  id: '这一步的编号不对，请重新打开页面再试',
  number: '对方没有可用的号码，做不了这一步',
  subtype: '只有「推销」可以再分类',
  'not-rejected': '这通来电没有被拦截，不用撤销',
  'prefix-not-of-number': '这个前缀不含此号',
  'name-missing': '姓名和公司至少写一项',
  'threshold-order': '不能低于上一档，否则更可疑的来电反而更宽松',
  'no-account': '先填好线路',
  'backup-missing': '没有这个文件',
  'backup-damaged': '备份损坏，没有动现有数据',
  'backup-newer': '备份来自更新的版本，请先升级',
} as const satisfies Readonly<Record<InvalidReason, string>>;
