import { describe, expect, it } from 'vitest';
import {
  formatAgo,
  formatDay,
  formatDuration,
  formatLeft,
  formatShortDuration,
  formatSigned,
  formatSpan,
  formatWhen,
} from './format.ts';

const now = new Date(2026, 10, 24, 14, 30).getTime();
const at = (day: number, hour: number, minute: number): number => new Date(2026, 10, day, hour, minute).getTime();

describe('times as the look writes them', () => {
  it('names today, and other days by date and weekday', () => {
    expect(formatWhen(at(24, 14, 26), now, 'zh-CN')).toBe('今天 14:26');
    expect(formatWhen(at(18, 14, 6), now, 'zh-CN')).toBe('11-18 14:06');
    expect(formatDay(at(20, 9, 0), now, 'zh-CN')).toBe('11-20 周五');
    expect(formatDay(at(20, 9, 0), now, 'en')).toBe('Fri 20 Nov');
  });

  it('keeps the year of another year', () => {
    expect(formatDay(new Date(2025, 0, 3).getTime(), now, 'zh-CN')).toBe('2025-01-03 周五');
  });

  it('writes durations with two digits, ringing with one', () => {
    expect(formatDuration(167_000)).toBe('02:47');
    expect(formatDuration(3_767_000)).toBe('1:02:47');
    expect(formatShortDuration(3_400)).toBe('0:03');
    expect(formatShortDuration(63_000)).toBe('1:03');
    expect(formatSpan(372_000, 'zh-CN')).toBe('6 分 12 秒');
    expect(formatSpan(14_000, 'en')).toBe('14 s');
  });

  it('never shows a negative duration when clocks disagree', () => {
    expect(formatDuration(-5_000)).toBe('00:00');
  });

  it('tells what is left and how old data is', () => {
    expect(formatLeft(now + 30 * 86_400_000, now, 'zh-CN')).toBe('余 30 天');
    expect(formatLeft(now + 23 * 3_600_000, now, 'zh-CN')).toBe('余 23 小时');
    expect(formatLeft(null, now, 'en')).toBe('No end');
    expect(formatLeft(now - 1, now, 'zh-CN')).toBe('已到期');
    expect(formatAgo(now - 14 * 60_000, now, 'zh-CN')).toBe('14 分钟前');
    expect(formatAgo(now - 5_000, now, 'en')).toBe('just now');
  });
});

describe('numbers', () => {
  it('signs every weight, with a real minus', () => {
    expect(formatSigned(26)).toBe('+26');
    expect(formatSigned(-8)).toBe('\u22128');
  });
});
