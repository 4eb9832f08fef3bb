/** The line test as text, to be handed on: for IT with words, for the log in codes. Pure; holds no password, and none of a server's address. */
import type { LineCheck } from '../../../core/contract/admin.ts';
import type { LineAccount } from '../../../core/settings/settings.ts';
import type { Checks, TestRow } from './test-rows.ts';

export interface ReportWords {
  readonly title: string;
  readonly servers: string;
  readonly user: string;
  readonly time: string;
  readonly program: string;
  readonly stateOf: (state: LineCheck['state'] | 'open') => string;
  readonly nameOf: (row: TestRow) => string;
  /** what was found, in words */
  readonly saidOf: (row: TestRow) => string;
  /** what to do, one step a line; empty where nothing has to be done */
  readonly todoOf: (row: TestRow) => readonly string[];
}

export interface ReportAbout {
  readonly account: LineAccount | null;
  readonly program: string;
  readonly now: Date;
}

/** Without query and credentials: either may be a token that lets somebody in. */
export function publicUrl(url: string): string {
  try {
    const { protocol, host, pathname } = new URL(url);
    return `${protocol}//${host}${pathname}`;
  } catch {
    return url.replace(/[?#].*$/, '');
  }
}

export function testReport(rows: readonly TestRow[], checks: Checks, words: ReportWords, about: ReportAbout): string {
  const { account, program, now } = about;
  const lines = [
    words.title,
    `${words.time} ${now.toISOString()}`,
    `${words.program} ${program}`,
    `${words.servers} ${(account?.servers ?? []).map(publicUrl).join(' ')}`,
    `${words.user} ${account ? `${account.user}@${account.domain}` : ''}`,
    '',
  ];
  for (const row of rows) {
    const check = checks[row.key];
    const ms = check && check.ms !== null ? ` ${check.ms} ms` : '';
    lines.push(`${words.stateOf(check?.state ?? 'open')} ${words.nameOf(row)}${ms}`);
    if (!check) continue;
    lines.push(`  ${words.saidOf(row)}`);
    if (check.state !== 'failed') continue;
    lines.push(`  ${row.id}/${check.code} ${publicDetail(check.detail)}`.trimEnd());
    for (const step of words.todoOf(row)) lines.push(`  - ${step}`);
  }
  return lines.join('\n');
}

function publicDetail(detail: string): string {
  return detail.replace(/\bwss?:\/\/\S+/g, (url) => publicUrl(url));
}

/** `dns passed ok 3; ice stun:… failed ice-unreachable 5003` */
export function logLine(rows: readonly TestRow[], checks: Checks): string {
  const parts = rows.map(({ key, id, subject }) => {
    const check = checks[key];
    return [id, subject, check?.state ?? 'open', check?.code ?? '', check?.ms ?? '']
      .filter((part) => part !== '')
      .join(' ');
  });
  return `line test: ${parts.join('; ')}`.slice(0, 2000);
}
