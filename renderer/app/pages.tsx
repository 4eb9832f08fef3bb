/**
 * The page registry. A page is a folder `features/<id>/` whose `page.tsx` default-exports a component; each is loaded when
 * it is first opened. How to add one: renderer/README.md.
 */
import { Contact, Headphones, History, Inbox, ListFilter, Settings, type LucideIcon } from 'lucide-react';
import { lazy, type ComponentType } from 'react';
import type { PageId } from './route.ts';

export interface PageProps {
  readonly params: Readonly<Record<string, string>>;
}

interface Page {
  readonly id: PageId;
  readonly icon: LucideIcon;
  /** at the foot of the rail */
  readonly atFoot?: boolean;
  readonly view: ComponentType<PageProps>;
}

const home = () => import('../features/home/page.tsx');

export const pages: readonly Page[] = [
  { id: 'home', icon: Headphones, view: lazy(home) },
  { id: 'history', icon: History, view: lazy(() => import('../features/history/page.tsx')) },
  { id: 'lists', icon: ListFilter, view: lazy(() => import('../features/lists/page.tsx')) },
  { id: 'contacts', icon: Contact, view: lazy(() => import('../features/contacts/page.tsx')) },
  { id: 'inbox', icon: Inbox, view: lazy(() => import('../features/inbox/page.tsx')) },
  { id: 'settings', icon: Settings, atFoot: true, view: lazy(() => import('../features/settings/page.tsx')) },
];

/** The workspace's code is there before the first call: it must not be fetched while one rings. */
export const preloadHome = (): Promise<unknown> => home();

type PageModule = { readonly default: ComponentType<PageProps> };
const firstRun = import.meta.glob<PageModule>('../features/first-run/page.tsx');
const [loadFirstRun] = Object.values(firstRun);

/** Shown instead of the frame's content until the first run is finished; not in the rail. */
export const FirstRun = loadFirstRun ? lazy(loadFirstRun) : null;
