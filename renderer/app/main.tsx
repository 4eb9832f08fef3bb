/** Boot entry of the main window, on both hosts: look, words, host, React. */
import 'antd/dist/reset.css';
import '../ui/ui.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { startI18n } from '../i18n/i18n.ts';
import { readLook } from '../shell/look-memory.ts';
import { adoptCss, followTheme, themeCss } from '../ui/theme-css.ts';
import { bootHost } from './boot-host.ts';
import { preloadHome } from './pages.tsx';
import { Root } from './root.tsx';

// zod would probe `new Function`, which the page's policy forbids
z.config({ jitless: true });
adoptCss(document, themeCss);
const look = readLook();
followTheme(document, look.theme);
document.documentElement.lang = look.locale;
await Promise.all([startI18n(look.locale), preloadHome()]);
const host = bootHost();
const element = document.getElementById('root');
if (!element) throw new Error('index.html has no #root');
createRoot(element).render(
  <StrictMode>
    <Root host={host} />
  </StrictMode>,
);
