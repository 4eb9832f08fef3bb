/** The look's tokens as an antd theme. The last algorithm step keeps antd from deriving its own shades (see tokens.json). */
import { theme as antd, type ThemeConfig } from 'antd';
import type { ThemeName } from './theme-css.ts';
import { dark, light } from './tokens.json';

type Algorithm = Extract<NonNullable<ThemeConfig['algorithm']>, (...args: never[]) => unknown>;

function make(name: ThemeName): ThemeConfig {
  const tokens = name === 'dark' ? dark : light;
  const base: Algorithm = name === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm;
  const pinned: Algorithm = (seed, map) => ({ ...(map ?? base(seed)), ...tokens.token });
  return {
    algorithm: [base, pinned],
    token: tokens.token,
    components: tokens.components,
    cssVar: { prefix: 'lw', key: `lw-${name}` },
    hashed: false,
  };
}

export const antdThemes: Readonly<Record<ThemeName, ThemeConfig>> = { light: make('light'), dark: make('dark') };
