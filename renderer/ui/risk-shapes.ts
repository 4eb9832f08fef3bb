/** The five risk silhouettes and the mark as drawing data, so that React and the framework-free card draw the same. */
import type { RiskBand } from '../../core/judge/verdict.ts';

export interface Shape {
  readonly tag: 'path' | 'circle';
  readonly attributes: Readonly<Record<string, string>>;
}

const cut = {
  stroke: 'var(--risk-cut,#fff)',
  'stroke-width': '2.4',
  'stroke-linecap': 'round',
  'stroke-linejoin': 'round',
  fill: 'none',
};
const path = (d: string, more: Readonly<Record<string, string>>): Shape => ({
  tag: 'path',
  attributes: { d, ...more },
});
const circle = (cx: string, cy: string, r: string, more: Readonly<Record<string, string>>): Shape => ({
  tag: 'circle',
  attributes: { cx, cy, r, ...more },
});
const solid = { fill: 'currentColor' };

export const riskShapes: Readonly<Record<RiskBand, readonly Shape[]>> = {
  trusted: [
    path('M12 1.5 20.5 4.6v6.6c0 5.3-3.4 9.3-8.5 11.3-5.1-2-8.5-6-8.5-11.3V4.6Z', solid),
    path('m8 11.8 3 3 5-5.6', cut),
  ],
  normal: [circle('12', '12', '10.2', solid), path('M7.5 12h9', cut)],
  unknown: [
    circle('12', '12', '9.6', {
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '2.2',
      'stroke-dasharray': '3.6 2.43',
    }),
    path('M9.3 9.6a2.8 2.8 0 1 1 4.2 2.5c-1 .6-1.5 1.1-1.5 2.2', {
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '2.4',
      'stroke-linecap': 'round',
    }),
    circle('12', '17.2', '1.35', solid),
  ],
  suspect: [
    path('M10.2 2.6a2.1 2.1 0 0 1 3.6 0l9 15.8a2.1 2.1 0 0 1-1.8 3.1H3a2.1 2.1 0 0 1-1.8-3.1Z', solid),
    path('M12 8.6v5.2', cut),
    circle('12', '17.6', '1.5', { fill: 'var(--risk-cut,#fff)' }),
  ],
  nuisance: [path('M7.6 1.6h8.8l6 6v8.8l-6 6H7.6l-6-6V7.6Z', solid), path('m8.4 8.4 7.2 7.2m0-7.2-7.2 7.2', cut)],
};

export const markShapes: readonly Shape[] = [
  path(
    'M12 1.8C16.2 1.8 19.6 2.7 21.4 4.2 22.3 5 22.6 5.9 22.5 7L22.3 8.7C22.2 9.4 21.6 9.9 20.9 9.8L17.3 9.4C16.7 9.3 16.2 8.8 16.2 8.2L16.1 6.6C13.5 5.9 10.5 5.9 7.9 6.6L7.8 8.2C7.8 8.8 7.3 9.3 6.7 9.4L3.1 9.8C2.4 9.9 1.8 9.4 1.7 8.7L1.5 7C1.4 5.9 1.7 5 2.6 4.2 4.4 2.7 7.8 1.8 12 1.8Z',
    solid,
  ),
  path('M4.4 12.4V13.4C4.4 17.6 7.4 20.6 12 22.5 16.6 20.6 19.6 17.6 19.6 13.4V12.4', {
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '2.2',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  }),
];
