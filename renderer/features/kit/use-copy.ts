/** Copies a text and says so for two seconds; where the clipboard is refused, the old way of selecting is used. */
import { useCallback, useEffect, useRef, useState } from 'react';

export function useCopy(): { readonly done: boolean; readonly run: (text: string) => Promise<void> } {
  const [done, setDone] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const run = useCallback(async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement('textarea');
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    setDone(true);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setDone(false), 2000);
  }, []);
  return { done, run };
}
