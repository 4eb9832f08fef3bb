/**
 * The page registry. A page is a folder `features/<id>/` whose `page.tsx` default-exports a component; until that file
 * exists the page is nowhere on screen. How to add one: renderer/README.md.
 */
import { Contact, Headphones, History, Inbox, ListFilter, Settings, type LucideIcon } from 'lucide-react';
import { lazy, type ComponentType } from 'react';
import type { Role } from '../../core/settings/settings.ts';
import type { PageId } from './route.ts';

export interface PageProps {
  readonly params: Readonly<Record<string, string>>;
}

interface Page {
  readonly id: PageId;
  readonly icon: LucideIcon;
  readonly roles: readonly Role[];
  /** at the foot of the rail */
  readonly atFoot?: boolean;
  readonly view: ComponentType<PageProps>;
}

type PageModule = { readonly default: ComponentType<PageProps> };
const modules = import.meta.glob<PageModule>('../features/*/page.tsx');
const everyone: readonly Role[] = ['agent', 'supervisor', 'both'];

const wanted: readonly Omit<Page, 'view'>[] = [
  { id: 'home', icon: Headphones, roles: everyone },
  { id: 'history', icon: History, roles: everyone },
  { id: 'lists', icon: ListFilter, roles: everyone },
  { id: 'contacts', icon: Contact, roles: everyone },
  { id: 'inbox', icon: Inbox, roles: everyone },
  { id: 'settings', icon: Settings, roles: everyone, atFoot: true },
];

function load(id: string): ComponentType<PageProps> | null {
  const module = modules[`../features/${id}/page.tsx`];
  return module ? lazy(module) : null;
}

export const pages: readonly Page[] = wanted.flatMap((page) => {
  const view = load(page.id);
  return view ? [{ ...page, view }] : [];
});

/** Shown instead of the frame's content until the first run is finished; not in the rail. */
export const FirstRun = load('first-run');
