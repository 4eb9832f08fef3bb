/** The feature codes that tell the PBX of an agent's state, as typed, and the policy that they become. Pure. */
import { breakReasons, type BreakReason } from '../../../core/agent/agent-state.ts';
import type { TellPbx } from '../../../core/settings/tell-pbx.ts';

/** As typed: what is empty or unreadable stands until it is saved. */
export type Codes = Extract<TellPbx, { by: 'codes' }>;
const stateFields = ['ready', 'notReady', 'wrapUp', 'break'] as const;
export type CodeField = (typeof stateFields)[number] | BreakReason;
export type CodeFault = 'missing' | 'unreadable';

export const codeFields: readonly CodeField[] = [...stateFields, ...breakReasons];
export const noCodes: Codes = { by: 'codes', ready: '', notReady: '', breaks: {} };
/** every state that has no code of its own is told by that of not ready, or not at all */
export const isNeeded = (field: CodeField): boolean => field === 'ready' || field === 'notReady';

const isReason = (field: CodeField): field is BreakReason => breakReasons.some((reason) => reason === field);
/** an input method for Chinese writes ＊４６ */
const plain = (text: string): string => text.normalize('NFKC').trim();

export function codeAt(codes: Codes, field: CodeField): string {
  return (isReason(field) ? codes.breaks[field] : codes[field]) ?? '';
}

export function withCode(codes: Codes, field: CodeField, text: string): Codes {
  return isReason(field) ? { ...codes, breaks: { ...codes.breaks, [field]: text } } : { ...codes, [field]: text };
}

/** `kept`: the policy in force, whose codes are not refused: a provisioning file may name codes with letters. */
export function codeFaults(tell: TellPbx, kept: TellPbx): Readonly<Partial<Record<CodeField, CodeFault>>> {
  if (tell.by !== 'codes') return {};
  const faults: Partial<Record<CodeField, CodeFault>> = {};
  for (const field of codeFields) {
    const code = plain(codeAt(tell, field));
    if (code === '') {
      if (isNeeded(field)) faults[field] = 'missing';
    } else if (!/^[0-9*#]{1,32}$/.test(code) && !(kept.by === 'codes' && code === codeAt(kept, field))) {
      faults[field] = 'unreadable';
    }
  }
  return faults;
}

/** Without what is empty; the other codes as the PBX is dialled. */
export function readTell(tell: TellPbx): TellPbx {
  if (tell.by !== 'codes') return tell;
  return codeFields.reduce<Codes>((codes, field) => {
    const code = plain(codeAt(tell, field));
    return code === '' ? codes : withCode(codes, field, code);
  }, noCodes);
}
