/** What history is filtered by on screen, and the contract's filter that it becomes. Pure. */
import type { z } from 'zod';
import type { historyFilterSchema } from '../../../core/contract/calls.ts';
import type { Action, RiskBand } from '../../../core/judge/verdict.ts';
import type { Tag } from '../../../core/tag/tag.ts';
import { startOfDay } from '../../ui/format.ts';

export const periods = ['today', '7d', '30d', '180d', 'all'] as const;
export type Period = (typeof periods)[number];

export interface HistoryFilter {
  readonly text: string;
  readonly period: Period;
  readonly band: RiskBand | 'any';
  readonly tag: Tag | null;
  readonly action: Action | null;
  readonly onlyMine: boolean;
}

export const wholeFilter: HistoryFilter = {
  text: '',
  period: 'today',
  band: 'any',
  tag: null,
  action: null,
  onlyMine: false,
};

const days: Readonly<Record<Exclude<Period, 'today' | 'all'>, number>> = { '7d': 7, '30d': 30, '180d': 180 };

/** ms since the epoch from which calls are shown; today and whole days count from local midnight */
export function sinceOf(period: Period, now: number): number | null {
  if (period === 'all') return null;
  const today = startOfDay(now);
  if (period === 'today') return today;
  // by the calendar: where clocks are changed a day has 23 or 25 hours
  const date = new Date(today);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - (days[period] - 1)).getTime();
}

export function toQuery(filter: HistoryFilter, now: number): z.input<typeof historyFilterSchema> {
  const { text, period, band, tag, action, onlyMine } = filter;
  return { text: text.trim(), since: sinceOf(period, now), band, tag, action, onlyMine };
}
