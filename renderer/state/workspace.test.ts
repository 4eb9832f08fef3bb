import { describe, expect, it } from 'vitest';
import type { PhoneCall, PhoneSnapshot } from '../../core/contract/phone.ts';
import { sampleCall, sampleSnapshot } from './test-support/phone-sample.ts';
import { afterSnapshot, callInFocus, idleWorkspace } from './workspace.ts';

const call = (id: string, state: PhoneCall['call']): PhoneCall => sampleCall({ id, call: state });
const ringing: PhoneCall['call'] = { state: 'ringing', since: 0 };
const live = (held = false): PhoneCall['call'] => ({ state: 'live', since: 0, rangFor: 0, held });
const ended = (outcome: 'answered' | 'missed' | 'blocked', by: 'caller' | 'agent' = 'caller'): PhoneCall['call'] => ({
  state: 'ended',
  since: 0,
  by,
  outcome,
  status: null,
  rangFor: 0,
  talkedFor: 1,
});
const snapshot = (...calls: PhoneCall[]): PhoneSnapshot => sampleSnapshot({ calls });

describe('which call the page is about', () => {
  it('is the live one, not the one that rings beside it', () => {
    expect(callInFocus(null, snapshot(call('a', ringing), call('b', live())))?.id).toBe('b');
  });

  it('is the ringing one while another is on hold only when that one is answered', () => {
    expect(callInFocus(null, snapshot(call('a', live(true)), call('b', ringing)))?.id).toBe('a');
    expect(callInFocus(null, snapshot(call('a', live(true)), call('b', live())))?.id).toBe('b');
  });

  it('stays with an answered call after its end, also when the phone has forgotten it', () => {
    const over = call('a', ended('answered'));
    expect(callInFocus(call('a', live()), snapshot(over))?.call.state).toBe('ended');
    expect(callInFocus(over, snapshot())?.id).toBe('a');
  });

  it('leaves a missed call when the phone forgets it', () => {
    expect(callInFocus(call('a', ended('missed')), snapshot())).toBeNull();
  });

  it('never turns to a call that screening blocked', () => {
    expect(callInFocus(null, snapshot(call('a', ended('blocked'))))).toBeNull();
  });

  it('leaves a live call that vanished with its phone', () => {
    expect(callInFocus(call('a', live()), snapshot())).toBeNull();
  });

  it('turns from the wrap-up to the next caller', () => {
    expect(callInFocus(call('a', ended('answered')), snapshot(call('b', ringing)))?.id).toBe('b');
  });
});

describe('guards', () => {
  it('remember when a call began to ring, and forget it after', () => {
    const first = afterSnapshot(idleWorkspace, snapshot(call('a', ringing)), 1000);
    const later = afterSnapshot(first, snapshot(call('a', ringing)), 2000);
    expect(later.ringingSince.get('a')).toBe(1000);
    expect(afterSnapshot(later, snapshot(call('a', live())), 3000).ringingSince.size).toBe(0);
  });

  it('note a call that ended without the agent, and only that', () => {
    const talking = afterSnapshot(idleWorkspace, snapshot(call('a', live())), 1000);
    expect(afterSnapshot(talking, snapshot(call('a', ended('answered'))), 5000).endedByItselfAt).toBe(5000);
    expect(afterSnapshot(talking, snapshot(call('a', ended('answered', 'agent'))), 5000).endedByItselfAt).toBe(0);
  });

  it('drop what was said about another call', () => {
    const said = {
      ...afterSnapshot(idleWorkspace, snapshot(call('a', live())), 1),
      feedback: { kind: 'noted', call: 'a', at: 1 } as const,
    };
    expect(afterSnapshot(said, snapshot(call('b', ringing)), 2).feedback).toBeNull();
    expect(afterSnapshot(said, snapshot(call('a', ended('answered'))), 2).feedback?.kind).toBe('noted');
  });
});
