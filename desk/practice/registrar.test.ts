import { describe, expect, it } from 'vitest';
import { Registrar } from './registrar.ts';
import { writeMessage, type Header, type SipRequest } from '../sip/message.ts';
import { parseSipMessage } from '../sip/parse.ts';

function register(headers: readonly Header[], seq = 1, callId = 'one'): SipRequest {
  const text = writeMessage('REGISTER sip:practice.invalid SIP/2.0', [
    ['Via', 'SIP/2.0/WS x.invalid;branch=z9hG4bK1'],
    ['From', '<sip:desk@practice.invalid>;tag=1'],
    ['To', '<sip:desk@practice.invalid>'],
    ['Call-ID', callId],
    ['CSeq', `${seq} REGISTER`],
    ...headers,
  ]);
  const parsed = parseSipMessage(text);
  if (!parsed.ok || parsed.message.kind !== 'request') throw new Error('bad test message');
  return parsed.message;
}

const A = '<sip:a@a.invalid;transport=ws>';
const B = '<sip:b@b.invalid;transport=ws>';

describe('the registrar', () => {
  it('binds, refreshes, lets run out', () => {
    const registrar = new Registrar<string>();
    expect(registrar.register(register([['Contact', `${A};expires=60`]]), 'flow', 0).status).toBe(200);
    expect(registrar.current(59_999)?.contact).toBe('sip:a@a.invalid;transport=ws');
    registrar.register(
      register(
        [
          ['Contact', A],
          ['Expires', '60'],
        ],
        2,
      ),
      'flow',
      50_000,
    );
    expect(registrar.current(100_000)?.flow).toBe('flow');
    expect(registrar.current(110_000)).toBeUndefined();
  });

  it('rings the contact that came last', () => {
    const registrar = new Registrar<string>();
    registrar.register(register([['Contact', A]]), 'first', 0);
    registrar.register(register([['Contact', B]], 1, 'two'), 'second', 1);
    expect(registrar.current(2)?.flow).toBe('second');
    registrar.register(register([['Contact', A]], 2), 'first', 3);
    expect(registrar.current(4)?.flow).toBe('first');
    registrar.dropFlow('first');
    expect(registrar.current(4)?.flow).toBe('second');
  });

  it('replaces the contact of the same instance (a reloaded page)', () => {
    const registrar = new Registrar<string>();
    registrar.register(register([['Contact', `${A};+sip.instance="<urn:uuid:1>"`]]), 'old', 0);
    registrar.register(register([['Contact', `${B};+sip.instance="<urn:uuid:1>"`]], 1, 'two'), 'new', 1);
    expect(registrar.bindings(2).map((b) => b.flow)).toEqual(['new']);
  });

  it('unregisters one, or all by *', () => {
    const registrar = new Registrar<string>();
    registrar.register(register([['Contact', `${A}, ${B}`]]), 'flow', 0);
    registrar.register(register([['Contact', `${A};expires=0`]], 2), 'flow', 1);
    expect(registrar.bindings(1)).toHaveLength(1);
    expect(registrar.register(register([['Contact', '*']], 3), 'flow', 1).status).toBe(400);
    expect(
      registrar.register(
        register(
          [
            ['Contact', '*'],
            ['Expires', '0'],
          ],
          4,
        ),
        'flow',
        1,
      ).status,
    ).toBe(200);
    expect(registrar.bindings(1)).toHaveLength(0);
  });

  it('changes nothing when one of several is wrong', () => {
    const registrar = new Registrar<string>();
    registrar.register(register([['Contact', A]], 5), 'flow', 0);
    expect(registrar.register(register([['Contact', A]], 5), 'flow', 1).status).toBe(500);
    expect(registrar.register(register([['Contact', `${B}, "x <sip:c@c>`]], 6), 'flow', 1).status).toBe(400);
    expect(registrar.register(register([['Contact', `${B}, <tel:1>`]], 6), 'flow', 1).status).toBe(400);
    expect(registrar.register(register([['Contact', `${B};expires=3`]], 7), 'flow', 1)).toMatchObject({ status: 423 });
    expect(registrar.bindings(1).map((b) => b.contact)).toEqual(['sip:a@a.invalid;transport=ws']);
  });

  it('has a limit', () => {
    const registrar = new Registrar<string>();
    const many = Array.from({ length: 9 }, (_, i) => `<sip:${i}@x.invalid>`).join(',');
    expect(registrar.register(register([['Contact', many]]), 'flow', 0).status).toBe(403);
    expect(registrar.bindings(0)).toHaveLength(0);
  });
});
