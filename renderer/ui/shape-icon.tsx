/** Draws a silhouette of risk-shapes.ts, or the mark. Always beside a word: hidden from screen readers. */
import { createElement } from 'react';
import type { RiskBand } from '../../core/judge/verdict.ts';
import { markShapes, riskShapes, type Shape } from './risk-shapes.ts';

const camel = (name: string): string => name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function Drawing({ shapes, size, className }: { shapes: readonly Shape[]; size: number; className?: string }) {
  return (
    <svg viewBox="0 0 24 24" width={size} height={size} className={className} aria-hidden="true" focusable="false">
      {shapes.map((shape, index) =>
        createElement(shape.tag, {
          key: index,
          ...Object.fromEntries(Object.entries(shape.attributes).map(([name, value]) => [camel(name), value])),
        }),
      )}
    </svg>
  );
}

export function RiskIcon({ band, size = 16 }: { band: RiskBand; size?: number }) {
  return <Drawing shapes={riskShapes[band]} size={size} className="lw-risk-icon" />;
}

export function Mark({ size = 24 }: { size?: number }) {
  return <Drawing shapes={markShapes} size={size} className="lw-mark" />;
}
