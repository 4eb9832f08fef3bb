/** Which page is open, without URLs: a reload comes back to the workspace, and nothing about a caller gets into an address. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

export const pageIds = ['home', 'history', 'lists', 'contacts', 'inbox', 'settings'] as const;
export type PageId = (typeof pageIds)[number];

interface Route {
  readonly page: PageId;
  /** e.g. `{number: '+86…'}` to open a number's page in history */
  readonly params: Readonly<Record<string, string>>;
}

const route = createStore<Route>(() => ({ page: 'home', params: {} }));

export function navigate(page: PageId, params: Route['params'] = {}): void {
  route.setState({ page, params });
}

const returnKey = 'linewarden.return-to';

/** Before a reload that nobody asked for: somebody may be in the middle of something. */
export function rememberPage(): void {
  sessionStorage.setItem(returnKey, route.getState().page);
}

export function returnToPage(): void {
  const kept = sessionStorage.getItem(returnKey);
  sessionStorage.removeItem(returnKey);
  const page = pageIds.find((id) => id === kept);
  if (page) navigate(page);
}

export function useRoute(): Route {
  return useStore(route);
}
