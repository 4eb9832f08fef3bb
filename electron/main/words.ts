/** The shell's few own words; everything else on screen is the renderer's. */
import type { Locale } from '../../core/settings/settings.ts';
import type { FromDesk } from '../../core/contract/shell-desk.ts';
import type { ShellPhoneState } from '../../core/contract/shell.ts';

export interface ShellWords {
  readonly open: string;
  readonly quit: string;
  readonly tray: Readonly<Record<ShellPhoneState['tray'], string>>;
  readonly stillHere: { readonly title: string; readonly body: string };
  readonly quitInCall: {
    readonly message: string;
    readonly detail: string;
    readonly stay: string;
    readonly quit: string;
  };
  readonly fatal: Readonly<Record<Extract<FromDesk, { kind: 'fatal' }>['code'], string>>;
  readonly fatalTitle: string;
}

export const words: Readonly<Record<Locale, ShellWords>> = {
  'zh-CN': {
    open: '打开守线',
    quit: '退出守线',
    tray: {
      idle: '守线：已就绪',
      ringing: '守线：来电响铃中',
      'in-call': '守线：通话中',
      'not-ready': '守线：示忙',
      offline: '守线：线路断开，接不到电话',
    },
    stillHere: { title: '守线仍在接听', body: '窗口已收到托盘，来电仍会响铃。要停止接听，请从托盘菜单退出。' },
    quitInCall: {
      message: '正在通话，现在退出会挂断',
      detail: '通话结束后再退出，或先挂断。',
      stay: '继续通话',
      quit: '挂断并退出',
    },
    fatalTitle: '守线没有启动',
    fatal: {
      locked: '这个配置目录正由另一个守线使用。请先退出它。',
      'read-only': '配置目录不可写，通话记录无法保存。请检查目录权限或只读挂载后重新启动。',
      corrupt: '事件日志已损坏，没有改动任何文件。请加上 --restore 和备份文件重新启动，或联系 IT 并附上下面的说明。',
      newer: '这个配置目录由更新版本的守线写成。请升级守线。',
      'disk-full': '磁盘已满，通话记录无法保存。请腾出空间后重新启动。',
      'bad-provisioning': '部署文件有误，没有应用其中任何内容。请按下面指出的键改正后重新启动。',
      'bad-backup': '这个备份文件不能用，现有数据没有动。请换一个备份，或去掉 --restore 重新启动。',
      failed: '请把下面的说明交给 IT。',
    },
  },
  en: {
    open: 'Open Linewarden',
    quit: 'Quit Linewarden',
    tray: {
      idle: 'Linewarden: ready',
      ringing: 'Linewarden: a call is ringing',
      'in-call': 'Linewarden: in a call',
      'not-ready': 'Linewarden: not ready',
      offline: 'Linewarden: line lost, no calls can arrive',
    },
    stillHere: {
      title: 'Linewarden is still answering',
      body: 'The window is in the tray and calls still ring. To stop, quit from the tray menu.',
    },
    quitInCall: {
      message: 'A call is going on; quitting now hangs up',
      detail: 'Quit after the call, or hang up first.',
      stay: 'Stay in the call',
      quit: 'Hang up and quit',
    },
    fatalTitle: 'Linewarden did not start',
    fatal: {
      locked: 'Another Linewarden uses this profile. Quit that one first.',
      'read-only':
        'The profile cannot be written, so calls could not be recorded. Check its permissions or a read-only mount, then start again.',
      corrupt:
        'The event log is damaged; no file was changed. Start with --restore and a backup file, or give the details below to IT.',
      newer: 'This profile was written by a newer Linewarden. Update Linewarden.',
      'disk-full': 'The disk is full, so calls could not be recorded. Free some space and start again.',
      'bad-provisioning':
        'The provisioning file is wrong and nothing of it was applied. Correct the key named below and start again.',
      'bad-backup': 'This backup cannot be used; nothing was changed. Name another one, or start without --restore.',
      failed: 'Give the details below to IT.',
    },
  },
};
