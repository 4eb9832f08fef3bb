/** The expiries that a form offers, and the moment each means. Pure: "now" is passed in. */

export type ExpiryChoice = 'keep' | '24h' | '7d' | '30d' | 'none' | 'custom';

const hourMs = 3_600_000;

export interface ExpiryInput {
  readonly choice: ExpiryChoice;
  /** yyyy-mm-dd, for `custom` */
  readonly date: string;
}

/** ms since the epoch, null = no end, undefined = the custom date is missing or past. `kept`: what the entry has now. */
export function expiryOf({ choice, date }: ExpiryInput, now: number, kept: number | null): number | null | undefined {
  switch (choice) {
    case 'keep':
      return kept;
    case '24h':
      return now + 24 * hourMs;
    case '7d':
      return now + 7 * 24 * hourMs;
    case '30d':
      return now + 30 * 24 * hourMs;
    case 'none':
      return null;
    case 'custom': {
      const [year, month, day] = date.split('-').map(Number);
      if (year === undefined || month === undefined || day === undefined) return undefined;
      // to the end of that day, by local time
      const end = new Date(year, month - 1, day + 1).getTime();
      return Number.isFinite(end) && end > now ? end : undefined;
    }
    default:
      return choice satisfies never;
  }
}

/** An entry that ends within a week is worth a look. */
export function endsSoon(expiresAt: number | null, now: number): boolean {
  return expiresAt !== null && expiresAt - now < 7 * 24 * hourMs;
}

/** yyyy-mm-dd of today, the first date a custom expiry may have. */
export function firstDate(now: number): string {
  const date = new Date(now);
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}
