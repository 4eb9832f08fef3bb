/** What is pictured: one entry a screen or state, by the gallery's address. Says nothing of how a picture is taken. */
import type { Page } from '@playwright/test';

export interface Picture {
  readonly name: string;
  /** file of the gallery and its query, without locale and theme */
  readonly at: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** a state beside a screen: Chinese in light and English in dark say enough */
  readonly isState?: true;
  /** what a hand would do before the picture is taken; by key where there is one */
  readonly act?: (page: Page) => Promise<void>;
}

const call = (state: string): string => `index.html?state=${state}`;
const page = (id: string, query = ''): string => `pages.html?page=${id}${query}`;
const narrow = { width: 380, height: 800 };
const middle = { width: 1000, height: 800 };

const press =
  (...keys: readonly string[]) =>
  async (target: Page): Promise<void> => {
    // the page listens to keys once it has painted
    await target.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    for (const key of keys) await target.keyboard.press(key);
  };

const testLine = async (target: Page): Promise<void> => {
  await target.getByRole('button', { name: /^(全部测试|Test all)$/ }).press('Enter');
  await target.getByRole('button', { name: /^(全部重测|Test all again)$/ }).waitFor();
};

/** Half a minute into the recording of a call: read by playing it, and stopped again. */
const playRecording = async (target: Page): Promise<void> => {
  await target.getByRole('row', { name: /010-8888/ }).click();
  await target.keyboard.press('l');
  await target.getByRole('button', { name: /^(暂停|Pause)/ }).waitFor();
  await target.keyboard.press('l');
  await target.getByRole('slider').press('Home');
  await target.getByRole('slider').press('PageUp');
};

const openQuality = async (target: Page): Promise<void> => {
  await target.locator('.lw-quality-whole summary').press('Enter');
};

/** Each is taken in both languages and both themes, a state of a screen in half of them. */
export const pictures: readonly Picture[] = [
  { name: 'card-states', at: call('cards'), size: { width: 1872, height: 1232 } },
  { name: 'card-over-page', at: call('ringing') },
  { name: 'card-not-yet-judged', isState: true, at: call('pending') },
  { name: 'blocked-toast', isState: true, at: call('blocked') },
  { name: 'home', at: call('idle') },
  { name: 'home-practice', at: call('practice') },
  { name: 'home-line-lost', isState: true, at: call('retrying') },
  { name: 'home-line-refused', isState: true, at: call('refused') },
  { name: 'home-break', isState: true, at: call('break') },
  { name: 'home-missed', isState: true, at: call('missed') },
  { name: 'home-pbx-untold', isState: true, at: call('untold') },
  { name: 'call', at: call('call'), act: press('s') },
  { name: 'call-held', isState: true, at: call('held') },
  { name: 'call-bad-audio', isState: true, at: call('bad') },
  { name: 'call-quality', isState: true, at: call('lossy'), act: press('q') },
  { name: 'call-measuring', isState: true, at: call('measuring') },
  { name: 'call-keypad', isState: true, at: call('call'), act: press('k') },
  { name: 'call-waiting', isState: true, at: call('waiting') },
  { name: 'call-wrap-up', isState: true, at: call('wrapup') },
  { name: 'call-narrow', at: call('call'), size: narrow, act: press('s') },
  { name: 'call-recording', at: call('recording'), act: press('s') },
  { name: 'call-recording-paused', isState: true, at: call('recording-paused') },
  { name: 'call-recording-stopped', isState: true, at: call('recording-stopped'), size: narrow },
  { name: 'call-middle', isState: true, at: call('call'), size: middle, act: press('s') },
  { name: 'history', at: page('history') },
  { name: 'history-number', at: page('history', '&number=%2B8616533209174') },
  { name: 'history-recording', at: page('history', '&number=01088886666'), act: playRecording },
  {
    name: 'history-quality',
    isState: true,
    at: page('history', '&number=%2B8613800138000&call=01KAXYZ0000000000000000101'),
    act: openQuality,
  },
  { name: 'history-empty', isState: true, at: page('history', '&mood=empty') },
  { name: 'history-broken', isState: true, at: page('history', '&mood=broken') },
  { name: 'lists', at: page('lists', '&role=supervisor') },
  { name: 'lists-add', at: page('lists', '&role=supervisor&number=%2B8617090221234') },
  { name: 'lists-empty', isState: true, at: page('lists', '&mood=empty') },
  { name: 'contacts', at: page('contacts') },
  { name: 'contacts-empty', isState: true, at: page('contacts', '&mood=empty') },
  { name: 'inbox', at: page('inbox', '&role=supervisor') },
  { name: 'inbox-empty', isState: true, at: page('inbox', '&role=supervisor&mood=empty') },
  { name: 'settings-line-test', at: page('settings'), act: testLine },
  { name: 'settings-devices', at: page('settings', '&section=devices'), size: { width: 1280, height: 1240 } },
  {
    name: 'settings-devices-away',
    isState: true,
    at: page('settings', '&section=devices&mood=away'),
    size: { width: 1280, height: 1240 },
  },
  {
    name: 'settings-policy',
    isState: true,
    at: page('settings', '&section=policy&role=supervisor'),
    size: { width: 1280, height: 1240 },
  },
  {
    name: 'settings-agents',
    isState: true,
    at: page('settings', '&section=agents&role=supervisor'),
    size: { width: 1280, height: 1240 },
  },
  { name: 'settings-support', isState: true, at: page('settings', '&section=support&role=supervisor') },
  { name: 'settings-recording', isState: true, at: page('settings', '&section=recording&role=supervisor') },
  { name: 'settings-line-test-failed', isState: true, at: page('settings', '&mood=wrong'), act: testLine },
  { name: 'first-run', at: page('home', '&account=none&first-run') },
];
