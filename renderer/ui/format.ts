/** Times, durations, weights and numbers as the look writes them, in both languages. Pure: "now" is passed in. */
import type { Locale } from '../../core/settings/settings.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const weekdays = {
  'zh-CN': ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}

/** ms of the local midnight before `at` */
export function startOfDay(at: number): number {
  const date = new Date(at);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** 14:26 */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** 14:32:07 */
export function formatClockSeconds(at: number): string {
  return `${formatClock(at)}:${two(new Date(at).getSeconds())}`;
}

/** 2026-11-20: in files, for machines as well */
export function formatIsoDate(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** 11-20 · 20 Nov; with the year where it is not this one */
export function formatDate(at: number, now: number, locale: Locale): string {
  const date = new Date(at);
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  if (locale === 'en') {
    const day = `${date.getDate()} ${months[date.getMonth()] ?? ''}`;
    return isThisYear ? day : `${day} ${date.getFullYear()}`;
  }
  const day = `${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return isThisYear ? day : `${date.getFullYear()}-${day}`;
}

/** 今天 · 11-20 周五 (heads of a list of days) */
export function formatDay(at: number, now: number, locale: Locale): string {
  if (isSameDay(at, now)) return locale === 'en' ? 'Today' : '今天';
  const weekday = weekdays[locale][new Date(at).getDay()] ?? '';
  const date = formatDate(at, now, locale);
  return locale === 'en' ? `${weekday} ${date}` : `${date} ${weekday}`;
}

/** 今天 14:26 · 11-20 14:06 */
export function formatWhen(at: number, now: number, locale: Locale): string {
  const day = isSameDay(at, now) ? formatDay(at, now, locale) : formatDate(at, now, locale);
  return `${day} ${formatClock(at)}`;
}

/** 02:47, 1:02:47 */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`;
}

/** 0:03: how long it has rung, how long a step takes */
export function formatShortDuration(ms: number): string {
  return formatDuration(ms).replace(/^0(?=\d:)/, '');
}

/** 6 分 12 秒 · 6 m 12 s */
export function formatSpan(ms: number, locale: Locale): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const words = locale === 'en' ? { m: 'm', s: 's' } : { m: '分', s: '秒' };
  if (minutes === 0) return `${rest} ${words.s}`;
  return rest === 0 ? `${minutes} ${words.m}` : `${minutes} ${words.m} ${rest} ${words.s}`;
}

/** The largest whole unit: 14 分钟, 23 小时, 6 天. */
function formatLargest(ms: number, locale: Locale): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  if (minutes < 60) return locale === 'en' ? `${minutes} min` : `${minutes} 分钟`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return locale === 'en' ? `${hours} h` : `${hours} 小时`;
  const days = Math.floor(hours / 24);
  return locale === 'en' ? `${days} days` : `${days} 天`;
}

/** 余 23 小时 · 23 h left; null = 长期 */
export function formatLeft(expiresAt: number | null, now: number, locale: Locale): string {
  if (expiresAt === null) return locale === 'en' ? 'No end' : '长期';
  if (expiresAt <= now) return locale === 'en' ? 'Expired' : '已到期';
  // a fresh 30-day entry must read "30 days", not "29"
  const left = formatLargest(expiresAt - now + 60_000, locale);
  return locale === 'en' ? `${left} left` : `余 ${left}`;
}

/** 刚刚 · 14 分钟前 */
export function formatAgo(at: number, now: number, locale: Locale): string {
  if (now - at < 60_000) return locale === 'en' ? 'just now' : '刚刚';
  const age = formatLargest(now - at, locale);
  return locale === 'en' ? `${age} ago` : `${age}前`;
}

/** +26, −8 (U+2212), 0 */
export function formatSigned(weight: number): string {
  if (weight === 0) return '0';
  return weight > 0 ? `+${weight}` : `\u2212${Math.abs(weight)}`;
}
