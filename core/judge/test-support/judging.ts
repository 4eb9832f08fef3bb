/** For tests: calls, knowledge and verdicts in few words. */
import type { TagMark } from '../../call/caller-card.ts';
import type { ListEntry } from '../../list/list-entry.ts';
import { parseNumber } from '../../number/parse-number.ts';
import type { Policy } from '../../settings/settings.ts';
import { policySchema } from '../../settings/settings.ts';
import type { Tag } from '../../tag/tag.ts';
import { judge } from '../judge.ts';
import { noKnowledge } from '../knowledge.ts';
import type { JudgeInput, Knowledge, PastCall } from '../knowledge.ts';
import type { Verdict } from '../verdict.ts';

/** 2026-11-24 08:00 UTC */
export const now = 1_795_507_200_000;
export const day = 86_400_000;
export const hour = 3_600_000;
export const policy = policySchema.parse({});
export const mobile = '13800138000';

export const callFrom = (raw: string, more: Partial<JudgeInput> = {}): JudgeInput => ({
  number: parseNumber(raw),
  line: 'main',
  verstat: null,
  ...more,
});
export const knowing = (more: Partial<Knowledge>): Knowledge => ({ ...noKnowledge, ...more });
export const entry = (more: Partial<ListEntry> = {}): ListEntry => ({
  id: 'entry',
  kind: 'block',
  match: { type: 'exact', number: parseNumber(mobile).key },
  vip: false,
  reason: 'agreed',
  author: 'Chen',
  createdAt: now - 30 * day,
  expiresAt: null,
  source: 'manual',
  ...more,
});
export const tagged = (tag: Tag, author: string, at = now - hour): TagMark => ({
  id: `${tag}-${author}-${at}`,
  tag,
  subtype: null,
  author,
  at,
  call: null,
});
export const past = (more: Partial<PastCall> = {}): PastCall => ({
  at: now - 2 * day,
  direction: 'in',
  outcome: 'answered',
  talkMs: 40_000,
  undone: false,
  ...more,
});
export const history = (...calls: PastCall[]): Partial<Knowledge> => ({ history: { calls } });
export const judged = (knowledge: Partial<Knowledge>, call = callFrom(mobile), by: Policy = policy): Verdict =>
  judge(call, knowing(knowledge), by, now);
export const decidedBy = (verdict: Verdict): string | undefined => verdict.trace.find((step) => step.hit)?.id;
export const stepIds = (verdict: Verdict): string[] => verdict.trace.map((step) => step.id);

export const score = (knowledge: Partial<Knowledge>, raw = mobile): number =>
  judged(knowledge, callFrom(raw)).risk.score;
export const short = (at: number): PastCall => past({ at, talkMs: 2000 });
export const rings = (at: number, ringMs?: number): PastCall =>
  past({ at, outcome: 'missed', talkMs: 0, ...(ringMs === undefined ? {} : { ringMs }) });
