import { describe, expect, it } from 'vitest';
import { sampleCall, sampleSnapshot } from '../state/test-support/phone-sample.ts';
import { commandForKey, shellStateOf } from './shell-phone-state.ts';

const registered = { state: 'registered', since: 1, server: '', proof: 'pending', provedAt: null } as const;
const live = { state: 'live', since: 1, rangFor: 1, held: false } as const;

describe('the tray', () => {
  it('shows that the desk is not ready, but a call and a lost line before that', () => {
    const agent = { now: { mode: 'not-ready', since: 1, why: 'missed' }, next: null, missed: 3 } as const;
    expect(shellStateOf(sampleSnapshot({ line: registered })).tray).toBe('idle');
    expect(shellStateOf(sampleSnapshot({ line: registered, agent })).tray).toBe('not-ready');
    expect(shellStateOf(sampleSnapshot({ agent })).tray).toBe('offline');
    expect(shellStateOf(sampleSnapshot({ line: registered, agent, calls: [sampleCall({ call: live })] })).tray).toBe(
      'in-call',
    );
  });
});

describe('the system-wide reject key', () => {
  it('ends the call that is talked in, never the held one, and a conference as a whole', () => {
    const held = sampleCall({ id: 'held', call: { ...live, held: true } });
    const talked = sampleCall({ id: 'talked', call: live });
    expect(commandForKey('reject', sampleSnapshot({ calls: [held, talked] }), 9)).toEqual({
      type: 'hang-up',
      call: 'talked',
    });
    const both = [held, talked].map((call) => ({ ...call, call: live, conference: true }));
    expect(commandForKey('reject', sampleSnapshot({ calls: both }), 9)).toEqual({ type: 'end-conference' });
  });
});
