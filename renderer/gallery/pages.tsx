/** The pages beside a call: `?page=history&role=supervisor&locale=en&theme=dark&mood=empty`. Never part of the product. */
import 'antd/dist/reset.css';
import '../ui/ui.css';
import { createRoot } from 'react-dom/client';
import { policySchema, roleSchema } from '../../core/settings/settings.ts';
import { App } from '../app/app.tsx';
import { navigate, pageIds, type PageId } from '../app/route.ts';
import { startI18n } from '../i18n/i18n.ts';
import { makeCallCommands } from '../state/call-commands.ts';
import { CallsContext } from '../state/use-calls.ts';
import { makeWorkspace } from '../state/workspace.ts';
import { adoptCss, followTheme, themeCss } from '../ui/theme-css.ts';
import { galleryPhone } from './fixture-services.ts';
import { snapshotOf } from './fixtures.ts';
import { pageDesk } from './page-desk.ts';
import { soundFixture } from './sound-fixtures.ts';

const query = new URLSearchParams(window.location.search);
const locale = query.get('locale') === 'en' ? 'en' : 'zh-CN';
const theme = query.get('theme') === 'dark' ? 'dark' : 'light';
const role = roleSchema.catch('both').parse(query.get('role'));
const page = pageIds.find((id) => id === query.get('page')) ?? ('history' satisfies PageId);
const person = role === 'agent' ? '林晓雯' : '赵启明';
localStorage.setItem('linewarden.system-keys-said', '1');
localStorage.setItem('linewarden.look', JSON.stringify({ locale, theme }));
adoptCss(document, themeCss);
followTheme(document, theme);
document.documentElement.lang = locale;
await startI18n(locale);
const { page: _p, locale: _l, theme: _t, role: _r, mood: _m, ...params } = Object.fromEntries(query);
navigate(page, params);

const sound = query.get('section') === 'devices' ? soundFixture(query.get('mood') === 'away') : null;
const desk = pageDesk({
  locale,
  theme,
  role,
  person,
  mood: query.get('mood') ?? '',
  account: query.get('account') !== 'none',
  firstRun: query.has('first-run'),
  sound: sound?.preferences,
});
const phone = galleryPhone(snapshotOf([], sound?.phone));
const commands = makeCallCommands(desk, phone, makeWorkspace(), () => Date.now());
commands.follow();
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <CallsContext value={commands}>
      <App
        services={{
          desk,
          phone,
          phoneNow: phone,
          shell: null,
          deskUp: true,
          hello: {
            contractVersion: 1,
            version: '0.1.0',
            host: 'web',
            desk: 'desk-1',
            person: { name: person, extension: '1023', role },
            policy: policySchema.parse({ version: 3, maskNumbers: !query.has('unmasked') }),
            line: 'main',
            locked: [],
            warnings: [],
          },
        }}
      />
    </CallsContext>,
  );
}
