import { describe, expect, it } from 'vitest';
import { ViaBranches } from './via-branches.ts';

const request = (via: string, callId: string, method = 'INVITE'): string =>
  `${method} sip:a@b SIP/2.0\r\nVia: ${via}\r\nVia: SIP/2.0/UDP last.example;branch=z9hG4bKlast\r\nCall-ID: ${callId}\r\nCSeq: 1 ${method}\r\n\r\n`;
const answer = (message: string): string => message.replace(/^.*\r\n/, 'SIP/2.0 200 OK\r\n');

describe('branches', () => {
  it('of honest callers pass as they are, again and again', () => {
    const branches = new ViaBranches({ now: () => 0 });
    const one = request('SIP/2.0/WS one.example;branch=z9hG4bK1', 'one');
    const two = request('SIP/2.0/WS one.example;branch=z9hG4bK2', 'two');
    for (const message of [one, two, one, request('SIP/2.0/WS one.example;branch=z9hG4bK1', 'one', 'CANCEL')])
      expect(branches.inbound(message)).toBe(message);
    expect(branches.outbound(answer(one))).toBe(answer(one));
  });

  it('that two callers share are told apart, the same for retransmission and CANCEL, and given back in the answer', () => {
    const branches = new ViaBranches({ now: () => 0 });
    const via = 'SIP/2.0/UDP host;branch=z9hG4bKsame;rport';
    expect(branches.inbound(request(via, 'one'))).toBe(request(via, 'one'));
    const two = branches.inbound(request(via, 'two'));
    expect(two).toContain('branch=z9hG4bKsame~lw1;rport');
    expect(branches.inbound(request(via, 'two'))).toBe(two);
    expect(branches.inbound(request(via, 'two', 'CANCEL'))).toContain('branch=z9hG4bKsame~lw1;rport');
    expect(branches.inbound(request(via, 'three'))).toContain('z9hG4bKsame~lw2');
    expect(branches.outbound(answer(two))).toBe(answer(request(via, 'two')));
  });

  it('that are missing, as before RFC 3261, are made and taken out again', () => {
    const branches = new ViaBranches({ now: () => 0 });
    for (const via of ['SIP/2.0/UDP host', 'SIP/2.0/UDP host;branch=z9hG4bK', 'SIP/2.0/UDP host;received=1.2.3.4']) {
      const seen = branches.inbound(request(via, 'one'));
      expect(seen).toMatch(/branch=\S*~lw\d/);
      expect(branches.outbound(answer(seen))).toBe(answer(request(via, 'one')));
    }
  });

  it('are free again when their transaction is over', () => {
    let now = 0;
    const branches = new ViaBranches({ now: () => now });
    const via = 'SIP/2.0/UDP host;branch=z9hG4bKsame';
    branches.inbound(request(via, 'one'));
    now = 33_000;
    expect(branches.inbound(request(via, 'two'))).toBe(request(via, 'two'));
  });
});
