/** The frame around all pages: rail, top bar, line light, commands. */
import type { WordsLike } from '../words.ts';
import type { frame as zh } from '../zh-CN/frame.ts';

export const frame: WordsLike<typeof zh> = {
  product: 'Linewarden',
  skip: 'Skip to content',
  connecting: 'Connecting to the desk service',
  connectingText: 'Not there yet. If it stays so, start Linewarden again.',
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
  missed_one: '{{count}} missed call not looked at',
  missed_other: '{{count}} missed calls not looked at',
  voicemail: 'Voicemail',
  voicemailCount_one: '{{count}} voice message',
  voicemailCount_other: '{{count}} voice messages',
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
    unproved: 'Registered, not proved that calls arrive',
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
    cameBack_one: 'The phone failed and is back; {{count}} call was cut',
    cameBack_other: 'The phone failed and is back; {{count}} calls were cut',
    cameBackText: '{{calls}}: hung up for you, nobody was left waiting. Call back where needed.',
    noMicrophone: 'No microphone: callers will not hear you',
    noMicrophoneText: 'Plug in the headset, then choose it in settings.',
    microphoneDenied: 'Microphone not allowed: callers will not hear you',
    microphoneDeniedText: 'Use the icon left of the address to allow the microphone.',
    understood: 'Got it',
    pageFailed: 'This page failed; calls are not affected',
    pageFailedText: 'Open it again. If it fails again, export diagnostics in settings for IT.',
    reopen: 'Open again',
  },
  warning: {
    'log-corrupt': {
      title: 'The file of call records is damaged; new records may not be kept',
      text: 'Export diagnostics for IT soon, and restore a backup.',
    },
    'restore-failed': {
      title: 'The backup was not restored; the old data are still in use',
      text: 'Try another backup in settings.',
    },
    'settings-corrupt': {
      title: 'The settings could not be read; started with the defaults',
      text: 'Calls and lists are all there, and the old file was kept aside. Set up again in settings.',
    },
    'secrets-corrupt': {
      title: 'The passwords could not be read; the line may refuse this desk',
      text: 'The old file was kept aside. Enter the password again in settings.',
    },
    'secret-unreadable': {
      title: 'The stored password cannot be opened; the line may refuse this desk',
      text: 'Enter the password again in settings.',
    },
    'disk-low': { title: 'The disk is nearly full; then calls cannot be recorded', text: 'Free some space.' },
    'practice-failed': {
      title: 'The practice line did not start',
      text: 'Start Linewarden again; if that does not help, export diagnostics for IT.',
    },
    'no-place-table': {
      title: 'The table of places could not be read; cards show no place',
      text: 'Install Linewarden again; if that does not help, export diagnostics for IT.',
    },
    'script-invalid': {
      title: 'A script could not be read and was left out',
      text: 'Export diagnostics for IT. The other scripts work.',
    },
    'secret-not-sealed': {
      title: 'The password could not be put into the keychain and stays in a file',
      text: 'Only you can read it, and the line works. Ask IT to check the keychain.',
    },
    restored: { title: 'The backup is restored', text: 'What was there before is kept in the profile.' },
  },
  notify: { ringing: 'Call from {{number}}', risk: '{{word}} {{score}}', title: '{{name}} calls' },
};
