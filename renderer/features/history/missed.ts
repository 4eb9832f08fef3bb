/** How many calls were missed since somebody last looked at the history; kept by this view, like a letter box that was emptied. */
import { useEffect, useState } from 'react';
import { useDeskData } from '../../state/desk-data.ts';

const seenKey = 'linewarden.missed-seen';

function readSeen(): number {
  try {
    const kept = Number(localStorage.getItem(seenKey));
    if (kept > 0) return kept;
    // what was missed before this desk was first opened is nobody's to call back
    localStorage.setItem(seenKey, String(Date.now()));
  } catch {
    // a private window forgets
  }
  return Date.now();
}

function keepSeen(at: number): void {
  try {
    localStorage.setItem(seenKey, String(at));
  } catch {
    // then it is counted again after a reload
  }
}

/** `isLooking`: the history is open, so that nothing is unseen. */
export function useMissedCount(isLooking: boolean): number {
  const [seen, setSeen] = useState(readSeen);
  const { data } = useDeskData(
    ['calls'],
    async (desk, signal) => {
      const { rows } = await desk.calls.history({ since: seen, limit: 200 }, { signal });
      return rows.filter(({ direction, outcome, at }) => direction === 'in' && outcome === 'missed' && at > seen)
        .length;
    },
    [seen],
  );
  useEffect(() => {
    if (!isLooking) return;
    const at = Date.now();
    keepSeen(at);
    setSeen(at);
  }, [isLooking, data]);
  return isLooking ? 0 : (data ?? 0);
}
