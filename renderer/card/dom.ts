/** Small helpers to build the card's DOM in any document. Text is only ever set as text: callers' names are hostile. */
import type { RiskBand } from '../../core/judge/verdict.ts';
import { riskShapes, type Shape } from '../ui/risk-shapes.ts';
import { cardIcons, type IconName } from './card-icons.ts';

const svgSpace = 'http://www.w3.org/2000/svg';

export type Child = Node | string;

export class Builder {
  readonly doc: Document;

  constructor(doc: Document) {
    this.doc = doc;
  }

  el<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, ...children: Child[]): HTMLElementTagNameMap[K] {
    const element = this.doc.createElement(tag);
    if (className !== '') element.className = className;
    element.append(...children);
    return element;
  }

  private svg(size: number, className: string): SVGSVGElement {
    const svg = this.doc.createElementNS(svgSpace, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('width', String(size));
    svg.setAttribute('height', String(size));
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('class', className);
    return svg;
  }

  private draw(svg: SVGSVGElement, shapes: readonly Shape[]): SVGSVGElement {
    for (const shape of shapes) {
      const element = this.doc.createElementNS(svgSpace, shape.tag);
      for (const [name, value] of Object.entries(shape.attributes)) element.setAttribute(name, value);
      svg.append(element);
    }
    return svg;
  }

  icon(name: IconName, size: number, stroke = 1.75): SVGSVGElement {
    const svg = this.svg(size, `lwc-icon lwc-icon-${name}`);
    svg.setAttribute('fill', 'none');
    svg.setAttribute('stroke', 'currentColor');
    svg.setAttribute('stroke-width', String(stroke));
    svg.setAttribute('stroke-linecap', 'round');
    svg.setAttribute('stroke-linejoin', 'round');
    return this.draw(
      svg,
      cardIcons[name].map((d) => ({ tag: 'path', attributes: { d } })),
    );
  }

  risk(band: RiskBand, size: number): SVGSVGElement {
    return this.draw(this.svg(size, 'lwc-risk-icon'), riskShapes[band]);
  }
}

/** Sets text only where it differs: an unchanged node costs no layout and no announcement. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
