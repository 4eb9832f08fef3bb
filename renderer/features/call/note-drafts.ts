/** What was typed into the note of each call of this window, saved or not: a change of layout or page must not lose it. */
import { createStore } from 'zustand/vanilla';

export interface NoteDraft {
  readonly text: string;
  readonly saved: string;
}

const keepDrafts = 50;

export const notes = createStore<ReadonlyMap<string, NoteDraft>>(() => new Map());

export function setDraft(call: string, draft: NoteDraft): void {
  const next = new Map(notes.getState());
  next.delete(call);
  next.set(call, draft);
  // unsaved text is never dropped
  for (const [id, { text, saved }] of next) if (next.size > keepDrafts && text === saved) next.delete(id);
  notes.setState(next, true);
}

export function hasUnsavedNote(): boolean {
  return [...notes.getState().values()].some(({ text, saved }) => text !== saved);
}
