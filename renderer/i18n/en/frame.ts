/** The frame around all pages: rail, top bar, line light, commands. */
import type { WordsLike } from '../words.ts';
import type { frame as zh } from '../zh-CN/frame.ts';

export const frame: WordsLike<typeof zh> = {
  product: 'Linewarden',
  skip: 'Skip to content',
  nav: 'Main navigation',
  pages: {
    home: 'Desk',
    history: 'History',
    lists: 'Lists',
    contacts: 'Contacts',
    inbox: 'Inbox',
    settings: 'Settings',
  },
  badge_one: '{{count}} to decide',
  badge_other: '{{count}} to decide',
  practiceLine: 'Practice line',
  hotlineName: 'Support',
  palette: {
    open: 'Search, run',
    label: 'Search a number or a command',
    placeholder: 'Number, page or command',
    none: 'No such command',
    find: 'Find “{{text}}” in history',
  },
  line: {
    'not-started': 'Not started',
    connecting: 'Connecting',
    registered: 'Registered',
    retrying: 'Reconnecting, try {{attempt}}, again in {{seconds}} s',
    refused: 'Registration refused',
    elsewhere: 'Answered in another window',
    'no-desk': 'Desk service lost',
  },
  banner: {
    noDesk: 'Desk service lost: screening and tags pause',
    noDeskText: 'Calls still ring, shown as not yet judged. Reconnecting.',
    unsent_one: '{{count}} call record is not on disk yet; it follows by itself.',
    unsent_other: '{{count}} call records are not on disk yet; they follow by themselves.',
    noMicrophone: 'No microphone: callers will not hear you',
    noMicrophoneText: 'Plug in the headset, then choose it in settings.',
    microphoneDenied: 'Microphone not allowed: callers will not hear you',
    microphoneDeniedText: 'Use the icon left of the address to allow the microphone.',
    noSystemKeys: 'A browser has no system-wide keys',
    noSystemKeysText: 'F8 and F9 work while this page is in front; otherwise come back through the notification.',
    understood: 'Got it',
    pageFailed: 'This page failed; calls are not affected',
    pageFailedText: 'Open it again. If it fails again, export diagnostics in settings for IT.',
    reopen: 'Open again',
  },
  notify: { ringing: 'Call from {{number}}', risk: '{{word}} {{score}}', title: '{{name}} calls' },
};
