import { describe, expect, it } from 'vitest';
import { tellPbxSchema, type TellPbx } from '../../../core/settings/tell-pbx.ts';
import { codeAt, codeFaults, noCodes, readTell, withCode } from './tell-draft.ts';

const nobody: TellPbx = { by: 'nobody' };
const codes = tellPbxSchema.parse({ by: 'codes', ready: '*45', notReady: '*46', breaks: { meal: '*47' } });
if (codes.by !== 'codes') throw new Error('codes are codes');

describe('the feature codes as typed', () => {
  it('are read and written by field, reasons of a break among them', () => {
    expect(codeAt(codes, 'meal')).toBe('*47');
    expect(codeAt(codes, 'break')).toBe('');
    const changed = withCode(withCode(codes, 'rest', '*48'), 'wrapUp', '*49');
    expect(changed).toEqual({ ...codes, wrapUp: '*49', breaks: { meal: '*47', rest: '*48' } });
  });

  it('are digits, * and # alone', () => {
    expect(codeFaults(codes, nobody)).toEqual({});
    for (const wrong of ['*4a', '* 46', '+46', '*46,1', '1'.repeat(33)]) {
      expect(codeFaults(withCode(codes, 'rest', wrong), nobody), wrong).toEqual({ rest: 'unreadable' });
    }
  });

  it('need those of ready and not ready, and no other', () => {
    expect(codeFaults(noCodes, nobody)).toEqual({ ready: 'missing', notReady: 'missing' });
    expect(codeFaults(withCode(codes, 'meal', ' '), nobody)).toEqual({});
  });

  it('are not refused where a provisioning file named them so', () => {
    const provisioned = withCode(codes, 'ready', 'agent-in');
    expect(codeFaults(provisioned, provisioned)).toEqual({});
    expect(codeFaults(withCode(provisioned, 'ready', 'agent-out'), provisioned)).toEqual({ ready: 'unreadable' });
  });

  it('become a policy that the desk takes, without what is empty and without the width of an input method', () => {
    const typed = withCode(withCode(withCode(codes, 'meal', ''), 'break', '  '), 'ready', ' ＊４５＃ ');
    expect(codeFaults(typed, nobody)).toEqual({});
    const read = readTell(typed);
    expect(read).toEqual({ by: 'codes', ready: '*45#', notReady: '*46', breaks: {} });
    expect(tellPbxSchema.parse(read)).toEqual(read);
  });

  it('are no matter where the PBX is told otherwise', () => {
    expect(codeFaults({ by: 'publish' }, codes)).toEqual({});
    expect(readTell(nobody)).toEqual(nobody);
  });
});
