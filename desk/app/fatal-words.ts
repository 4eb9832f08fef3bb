/** What a person reads in a terminal when a desk cannot start: what is wrong and what to do, in both languages. */
import type { Locale } from '../../core/settings/settings.ts';
import type { FatalCode } from './fatal.ts';

const words: Readonly<Record<Locale, Readonly<Record<FatalCode, string>>>> = {
  'zh-CN': {
    locked: '这个配置目录正由另一个守线使用。请先退出它，或用 --profile 指定另一个目录。',
    'read-only':
      '配置目录不可写，通话记录无法保存，因此没有启动。请检查目录权限或只读挂载，或用 --profile 指定另一个目录。',
    corrupt:
      '事件日志已损坏，没有启动，也没有改动任何文件。请加上 --restore 和备份文件重新启动，或联系 IT 并附上下面的说明。',
    newer: '这个配置目录由更新版本的守线写成。请升级守线，不要用旧版本打开它。',
    'disk-full': '磁盘已满，通话记录无法保存，因此没有启动。请腾出空间后重新启动。',
    'bad-provisioning': '部署文件有误，没有应用其中任何内容。请按下面指出的键改正后重新启动。',
    'bad-backup': '这个备份文件不能用，现有数据没有动。请换一个备份，或去掉 --restore 重新启动。',
    failed: '守线没有启动。请把下面的说明交给 IT。',
  },
  en: {
    locked: 'Another Linewarden uses this profile. Quit that one first, or name another folder with --profile.',
    'read-only':
      'The profile cannot be written, so calls could not be recorded; nothing was started. Check the folder’s permissions or a read-only mount, or name another folder with --profile.',
    corrupt:
      'The event log is damaged; nothing was started and no file was changed. Start with --restore and a backup file, or give the details below to IT.',
    newer: 'This profile was written by a newer Linewarden. Update Linewarden; do not open it with an older one.',
    'disk-full':
      'The disk is full, so calls could not be recorded; nothing was started. Free some space and start again.',
    'bad-provisioning':
      'The provisioning file is wrong and nothing of it was applied. Correct the key named below and start again.',
    'bad-backup': 'This backup cannot be used; nothing was changed. Name another one, or start without --restore.',
    failed: 'Linewarden did not start. Give the details below to IT.',
  },
};

export function fatalSentence(code: FatalCode, detail: string, locale: Locale): string {
  return `${words[locale][code]}\n${locale === 'zh-CN' ? '详情：' : 'Details: '}${detail}`;
}

/** The language of messages before (or without) preferences: POSIX order of precedence, Chinese where nothing is set. */
export function localeOfEnvironment(env: NodeJS.ProcessEnv): Locale {
  const value = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'];
  if (value === undefined || value === '') return 'zh-CN';
  return value.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}
