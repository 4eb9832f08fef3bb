/** The gallery: `?state=<name>&locale=en&theme=dark`. For pictures beside the reference; never part of the product. */
import 'antd/dist/reset.css';
import '../ui/ui.css';
import { createRoot } from 'react-dom/client';
import type { PhoneSnapshot } from '../../core/contract/phone.ts';
import { App } from '../app/app.tsx';
import { cardModelOf } from '../card/card-model.ts';
import { mountCard } from '../card/mount-card.ts';
import { startI18n } from '../i18n/i18n.ts';
import { makeCallCommands } from '../state/call-commands.ts';
import { CallsContext } from '../state/use-calls.ts';
import { makeWorkspace } from '../state/workspace.ts';
import { adoptCss, followTheme, themeCss } from '../ui/theme-css.ts';
import { callers, callOf, live, now, ringing, snapshotOf, soundsBad, soundsGood } from './fixtures.ts';
import { galleryPhone, galleryServices } from './fixture-services.ts';

const query = new URLSearchParams(window.location.search);
const locale = query.get('locale') === 'en' ? 'en' : 'zh-CN';
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';
const state = query.get('state') ?? 'idle';
localStorage.setItem('linewarden.system-keys-said', '1');
localStorage.setItem('linewarden.look', JSON.stringify({ locale, theme }));

const suspect = {
  ...callers.suspect,
  verdict: { ...callers.suspect.verdict, risk: { score: 78, band: 'suspect' as const } },
};
const inCall = callOf('c1', suspect, live(), { previousScore: 72, invitedAt: now - 171_000, quality: soundsGood });
const blocked = callOf('b1', callers.blocked, {
  state: 'ended',
  since: now,
  by: 'screening',
  outcome: 'blocked',
  status: 608,
  rangFor: 0,
  talkedFor: 0,
});

const states: Record<string, PhoneSnapshot> = {
  idle: snapshotOf([]),
  practice: snapshotOf([], { lineKind: 'practice', hotline: '' }),
  'not-started': snapshotOf([], { line: { state: 'not-started' } }),
  retrying: snapshotOf([], {
    line: {
      state: 'retrying',
      since: now - 20_000,
      attempt: 2,
      nextAt: now + 4_000,
      trouble: 'lost-connection',
      detail: '1006',
    },
  }),
  refused: snapshotOf([], {
    line: { state: 'refused', since: now, trouble: 'wrong-password', detail: '403 Forbidden' },
  }),
  elsewhere: snapshotOf([], { line: { state: 'elsewhere', by: '守线 2' } }),
  ringing: snapshotOf([callOf('r1', callers.nuisance, ringing)]),
  pending: snapshotOf([callOf('r1', null, ringing)]),
  call: snapshotOf([inCall]),
  held: snapshotOf([{ ...inCall, call: live(true), muted: true, quality: null }]),
  bad: snapshotOf([{ ...inCall, trouble: 'one-way', hearing: false, quality: null }]),
  measuring: snapshotOf([{ ...inCall, quality: null }]),
  lossy: snapshotOf([{ ...inCall, quality: soundsBad }]),
  recording: snapshotOf([{ ...inCall, recording: { state: 'on', since: now - 160_000, announcing: false } }]),
  'recording-paused': snapshotOf([{ ...inCall, recording: { state: 'paused', since: now - 9_000 } }]),
  'recording-stopped': snapshotOf([{ ...inCall, recording: { state: 'stopped', since: now, why: 'disk-full' } }]),
  consult: snapshotOf([
    { ...inCall, call: live(true), quality: null },
    callOf('o1', callers.trusted, live(), { direction: 'out', consultFor: 'c1' }),
  ]),
  conference: snapshotOf([
    { ...inCall, conference: true },
    callOf('o1', callers.trusted, live(), { conference: true }),
  ]),
  'transfer-failed': snapshotOf([{ ...inCall, transfer: { to: '8002', kind: 'blind', state: 'failed', status: 486 } }]),
  waiting: snapshotOf([
    inCall,
    callOf('w1', callers.trusted, { state: 'ringing', since: now - 5_000 }, { invitedAt: now - 5_000 }),
  ]),
  wrapup: snapshotOf([
    {
      ...inCall,
      call: {
        state: 'ended',
        since: now,
        by: 'caller',
        outcome: 'answered',
        status: null,
        rangFor: 4_000,
        talkedFor: 167_000,
      },
    },
  ]),
  break: snapshotOf([], {
    agent: { now: { mode: 'break', since: now - 95_000, reason: 'meal' }, next: null, missed: 0 },
  }),
  untold: snapshotOf([], {
    agent: { now: { mode: 'not-ready', since: now - 40_000, why: 'agent' }, next: null, missed: 0 },
    pbxTold: 'failed',
  }),
  missed: snapshotOf([], { agent: { now: { mode: 'not-ready', since: now, why: 'missed' }, next: null, missed: 3 } }),
  blocked: snapshotOf([blocked, { ...blocked, id: 'b2' }, { ...blocked, id: 'b3' }, { ...blocked, id: 'b4' }]),
};

const root = document.getElementById('root');
adoptCss(document, themeCss);
followTheme(document, theme);
document.documentElement.lang = locale;
await startI18n(locale);

function showCards(into: HTMLElement): void {
  into.style.cssText = 'display:flex;gap:32px;padding:32px;flex-wrap:wrap;overflow:auto;height:100%';
  const list = [callers.trusted, callers.normal, callers.unknown, callers.suspect, callers.nuisance, null];
  list.forEach((card, index) => {
    const element = document.createElement('div');
    into.append(element);
    const model = cardModelOf(snapshotOf([callOf(`r${index}`, card, ringing)]), new Set());
    mountCard(element, { locale, onAction: (action) => console.info(JSON.stringify(action)) }).update(model);
  });
  const rest = document.createElement('div');
  into.append(rest);
  const model = cardModelOf(
    snapshotOf([...(states['blocked']?.calls ?? []), ...(states['waiting']?.calls ?? [])]),
    new Set(),
  );
  mountCard(rest, { locale, toasts: true, onAction: (action) => console.info(JSON.stringify(action)) }).update(model);
}

if (root && state === 'cards') showCards(root);
else if (root) {
  const phone = galleryPhone(states[state] ?? snapshotOf([]));
  const services = galleryServices(phone, { locale, theme, fail: query.has('fail') });
  const commands = makeCallCommands(services.desk, phone, makeWorkspace(), () => Date.now());
  // a wrap-up begins with a call that was seen alive
  if (state === 'wrapup') {
    phone.show(snapshotOf([inCall]));
    commands.follow();
    phone.show(states['wrapup'] ?? snapshotOf([]));
  } else commands.follow();
  createRoot(root).render(
    <CallsContext value={commands}>
      <App services={services} />
    </CallsContext>,
  );
}
