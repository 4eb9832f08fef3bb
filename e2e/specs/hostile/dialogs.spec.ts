/**
 * Signalling that goes wrong in well-formed ways: glare, late and lost messages, retransmissions, forks, requests nobody asked
 * for, offers that cannot be answered. Each is answered as RFC 3261 asks, and nothing of it stays behind.
 */
import { answer, inCall } from '../../fixtures/faults/line-desk.ts';
import { answerTo, statusOf } from '../../lab/hostile-server.ts';
import { header } from '../../lab/sip-trace.ts';
import { final, invite, newParts, offer, ringing, within, type Parts } from './support/honest-call.ts';
import { expect, test, type HostileDesk } from './support/hostile-desk.ts';

interface Live {
  readonly parts: Parts;
  /** the desk's 200 */
  readonly ok: string;
}

async function answered({ server, desk }: HostileDesk, withAck = true): Promise<Live> {
  const parts = newParts();
  server.send(invite(server.contact(), parts));
  await ringing(server, parts);
  await expect(desk.card.getByRole('alertdialog')).toBeVisible();
  await answer(desk);
  const ok = await final(server, parts, 200);
  if (withAck) server.send(within('ACK', ok, 1));
  return { parts, ok };
}

const requestOf =
  (method: string, { callId }: Parts) =>
  (text: string) =>
    text.startsWith(`${method} `) && header(text, 'Call-ID') === callId;

const answersOf = ({ server }: HostileDesk, { callId }: Parts, cseq: string): number[] =>
  server
    .answersTo(callId)
    .filter((text) => header(text, 'CSeq') === cseq)
    .map(statusOf);

async function hangUp(hostile: HostileDesk, { parts, ok }: Live): Promise<void> {
  hostile.server.send(within('BYE', ok, 99));
  await expect.poll(() => answersOf(hostile, parts, '99 BYE')).toEqual([200]);
  // what lives next must not be taken for this one
  await expect(inCall(hostile.desk)).toBeHidden();
}

test('in a call: a late ACK, requests nobody asked for, glare, and a BYE whose answer is lost', async ({ hostile }) => {
  const it = await hostile();
  const { server, desk } = it;

  await test.step('retransmitted INVITEs are one call', async () => {
    const parts = newParts();
    for (let n = 0; n < 5; n += 1) server.send(invite(server.contact(), parts));
    await ringing(server, parts);
    await expect(desk.card.getByRole('alertdialog')).toHaveCount(1);
    // the same call by another way (RFC 3261 8.2.2.2)
    server.send(invite(server.contact(), { ...parts, branch: 'z9hG4bKanother' }));
    await final(server, parts, 482);
    await expect(desk.card.getByRole('alertdialog')).toHaveCount(1);
    server.send(
      invite(server.contact(), parts, '')
        .replace(/^INVITE/, 'CANCEL')
        .replace('CSeq: 1 INVITE', 'CSeq: 1 CANCEL'),
    );
    await final(server, parts, 487);
    await expect(desk.card.getByRole('alertdialog')).toBeHidden();
  });

  await test.step('the 200 comes again until its ACK comes, late', async () => {
    const live = await answered(it, false);
    await expect
      .poll(() => answersOf(it, live.parts, '1 INVITE').filter((status) => status === 200).length)
      .toBeGreaterThan(2);
    server.send(within('ACK', live.ok, 1));
    // answered after the ACK was read
    server.send(within('INFO', live.ok, 2));
    await expect.poll(() => answersOf(it, live.parts, '2 INFO')).toHaveLength(1);
    const sent = answersOf(it, live.parts, '1 INVITE').length;
    await new Promise((resolve) => setTimeout(resolve, 4_500));
    expect(answersOf(it, live.parts, '1 INVITE')).toHaveLength(sent);
    await hangUp(it, live);
  });

  await test.step('REFER, NOTIFY, MESSAGE, SUBSCRIBE and an unknown method move nothing, in the call and outside', async () => {
    const live = await answered(it);
    const more = ['Refer-To: <sip:premium@evil.example>', 'Event: refer', 'Subscription-State: active'];
    for (const [at, method] of ['REFER', 'NOTIFY', 'MESSAGE', 'SUBSCRIBE', 'GOSSIP'].entries()) {
      server.send(within(method, live.ok, 10 + at, { more }));
      await expect.poll(() => answersOf(it, live.parts, `${10 + at} ${method}`)).toHaveLength(1);
      const [status = 0] = answersOf(it, live.parts, `${10 + at} ${method}`);
      expect(status, method).toBeGreaterThanOrEqual(400);
      expect(status, method).toBeLessThan(700);
      const outside = newParts();
      server.send(
        invite(server.contact(), outside, '', more)
          .replace(/^INVITE/, method)
          .replace('1 INVITE', `1 ${method}`),
      );
      await expect.poll(() => answersOf(it, outside, `1 ${method}`).length).toBe(1);
      expect(answersOf(it, outside, `1 ${method}`)[0], `${method} outside`).toBeGreaterThanOrEqual(400);
    }
    // nobody was called: the call's own re-INVITEs look for the sound that this caller does not send
    expect(
      server.received.filter((text) => text.startsWith('INVITE ') && !header(text, 'To')?.includes(';tag=')),
    ).toEqual([]);
    await expect(inCall(desk)).toBeVisible();
    await hangUp(it, live);
  });

  await test.step('glare: the desk holds, and 491 to it is no end; a re-INVITE meanwhile gets 491', async () => {
    const live = await answered(it);
    await desk.main.keyboard.press('h');
    const holds = (text: string): boolean =>
      requestOf('INVITE', live.parts)(text) && /a=(?:sendonly|inactive)/.test(text);
    const first = await server.find('a re-INVITE', holds);
    server.send(within('INVITE', live.ok, 30, { body: offer() }));
    await expect.poll(() => answersOf(it, live.parts, '30 INVITE').filter((status) => status >= 200)).toEqual([491]);
    server.send(within('ACK', live.ok, 30));
    server.send(answerTo(first, 491, 'Request Pending'));
    const second = await server.find('the re-INVITE again', (text) => holds(text) && text !== first, 10_000);
    server.send(answerTo(second, 488, 'Not Acceptable Here'));
    await expect(inCall(desk)).toBeVisible();
    await hangUp(it, live);
  });

  await test.step('an offer in the call that is none is refused with its reason, and the call goes on', async () => {
    const live = await answered(it);
    const broken = { fingerprint: /a=fingerprint.*\r\n/, setup: 'actpass', 'media line': '40000' };
    for (const [at, [what, part]] of Object.entries(broken).entries()) {
      server.send(within('INVITE', live.ok, 40 + at, { body: offer().replace(part, '-1') }));
      await expect.poll(() => answersOf(it, live.parts, `${40 + at} INVITE`), { message: what }).toEqual([488]);
      server.send(within('ACK', live.ok, 40 + at));
      const refusal = server.answersTo(live.parts.callId).findLast((text) => statusOf(text) === 488) ?? '';
      // RFC 3261 20.43
      expect(header(refusal, 'Warning')).toMatch(/^399 linewarden "[\w ]+"$/);
    }
    await expect(inCall(desk)).toBeVisible();
    await hangUp(it, live);
  });

  await test.step('a BYE that nobody answers: the call is over at once all the same', async () => {
    const live = await answered(it);
    // a key pressed too soon after the end of the call before means nothing
    await expect(async () => {
      await desk.main.keyboard.press('F9');
      await server.find('the BYE', requestOf('BYE', live.parts), 500);
    }).toPass({ timeout: 10_000 });
    await expect.poll(it.open).toEqual({ connections: 0, tracks: 0 });
    // and theirs, twice, after ours: there is no such dialog, or it is answered as one
    for (const cseq of [50, 51]) {
      server.send(within('BYE', live.ok, cseq));
      await expect.poll(() => answersOf(it, live.parts, `${cseq} BYE`)).toHaveLength(1);
    }
  });

  await it.isUnharmed();
});

test('offers that cannot be answered are refused, and none of them goes on ringing', async ({ hostile }) => {
  const it = await hostile();
  const { server } = it;
  const bad: Readonly<Record<string, string>> = {
    'unknown codecs': offer()
      .replace('111 8 101', '96 97')
      .replaceAll(/a=rtpmap:.*\r\n/g, '')
      .concat('a=rtpmap:96 LYRA/32000\r\na=rtpmap:97 SPEEX/8000\r\n'),
    'no fingerprint': offer().replace(/a=fingerprint.*\r\n/, ''),
    'plain RTP': offer()
      .replace('UDP/TLS/RTP/SAVPF', 'RTP/AVP')
      .replace(/a=(?:fingerprint|setup|ice).*\r\n/g, ''),
    'video only': offer().replace('m=audio', 'm=video'),
    'audio refused': offer().replace('m=audio 40000', 'm=audio 0'),
    'no offer': '',
    'not SDP': 'hello',
    'a NUL': offer().replace('opus', 'op\0us'),
    'another encoding': offer().replace('s=-', 's=\u0085\ufffd'),
    'a codec that is faster than any': offer().replace('opus/48000/2', 'opus/4294967296/2'),
    'a payload type that is none': offer().replaceAll(/\b111\b/g, '300'),
    'half of it': offer().slice(0, 120),
    'two hundred media': offer(Array.from({ length: 200 }, () => 'm=audio 9 RTP/AVP 0')),
    'a line without end': offer([`a=${'x'.repeat(30_000)}`]).replace('m=audio', 'm=image'),
  };
  for (const [what, body] of Object.entries(bad)) {
    const parts = newParts();
    server.send(invite(server.contact(), parts, body));
    await expect
      .poll(
        () =>
          server
            .answersTo(parts.callId)
            .map(statusOf)
            .filter((status) => status >= 200),
        { message: what, timeout: 5_000 },
      )
      .toEqual([488]);
    expect(header(server.answersTo(parts.callId).at(-1) ?? '', 'Warning'), what).toMatch(/^399 linewarden "[\w ]+"$/);
    server.send(
      invite(server.contact(), parts, '')
        .replace(/^INVITE/, 'ACK')
        .replace('1 INVITE', '1 ACK'),
    );
  }
  // RFC 3261 8.2.3
  for (const name of ['Content-Encoding', 'e']) {
    const packed = newParts();
    server.send(invite(server.contact(), packed, offer(), [`${name}: gzip`]));
    expect(header(await final(server, packed, 415), 'Accept-Encoding')).toBe('identity');
  }
  // no INVITE at all, and longer than any: nobody answers, and nothing happens
  const before = server.received.length;
  server.send(Buffer.from([0xff, 0xfe, 0, 1, 2, 3]));
  server.send(invite(server.contact(), newParts(), offer([`a=${'x'.repeat(70_000)}`])));
  await it.isUnharmed();
  expect(server.received.slice(before).filter((text) => statusOf(text) >= 300)).toEqual([]);
});

/** The desk's INVITE to somebody, as it came. */
async function dial({ server, desk }: HostileDesk): Promise<string> {
  const before = server.received.length;
  await desk.main.keyboard.press('Control+k');
  await expect(desk.main.getByRole('combobox', { name: '搜号码或命令' })).toBeFocused();
  await desk.main.keyboard.type('13800138000');
  await desk.main.getByRole('option', { name: /^呼叫/ }).first().click();
  const call = desk.main.locator('.lw-dial-call');
  await expect(call).toBeEnabled();
  await call.press('Enter');
  const isIt = (text: string): boolean => text.startsWith('INVITE ') && server.received.indexOf(text) >= before;
  const sent = await server.find('the INVITE', isIt);
  server.send(answerTo(sent, 100, 'Trying'));
  return sent;
}

test('an outgoing call that forks: two desks answer, one is kept, the other gets its BYE', async ({ hostile }) => {
  const it = await hostile();
  const { server, desk } = it;
  const sent = await dial(it);
  const body = offer()
    .replace('a=setup:actpass', 'a=setup:active')
    .replace('a=mid:0', `a=mid:${/a=mid:(\S+)/.exec(sent)?.[1] ?? '0'}`);
  const contactOf = (who: string): string => `Contact: <sip:${who}@hostile.invalid;transport=ws>`;
  server.send(answerTo(sent, 180, 'Ringing', { toTag: 'one', headers: [contactOf('one')] }));
  server.send(answerTo(sent, 180, 'Ringing', { toTag: 'two', headers: [contactOf('two')] }));
  server.send(answerTo(sent, 200, 'OK', { toTag: 'one', headers: [contactOf('one')], body }));
  server.send(answerTo(sent, 200, 'OK', { toTag: 'two', headers: [contactOf('two')], body }));
  await server.find('ACK to the first', (text) => text.startsWith('ACK sip:one@'));
  await server.find('ACK to the second', (text) => text.startsWith('ACK sip:two@'));
  const bye = await server.find('BYE to the second', (text) => text.startsWith('BYE sip:two@'));
  server.send(answerTo(bye, 200, 'OK'));
  await expect(inCall(desk)).toBeVisible();
  expect(server.received.some((text) => text.startsWith('BYE sip:one@'))).toBe(false);
  await desk.main.keyboard.press('F9');
  const end = await server.find('BYE to the first', (text) => text.startsWith('BYE sip:one@'));
  server.send(answerTo(end, 200, 'OK'));
  await it.isUnharmed();
});

test('an answer that is none ends the call that went out: ACK, BYE, and nothing stays', async ({ hostile }) => {
  const it = await hostile();
  const { server } = it;
  for (const body of ['hello', offer().replace('a=setup:actpass', 'a=setup:-1')]) {
    const sent = await dial(it);
    const headers = ['Contact: <sip:broken@hostile.invalid;transport=ws>'];
    server.send(answerTo(sent, 200, 'OK', { toTag: 'broken', headers, body }));
    const ofIt = (method: string) => (text: string) =>
      text.startsWith(`${method} `) && header(text, 'Call-ID') === header(sent, 'Call-ID');
    await server.find('the ACK', ofIt('ACK'));
    server.send(answerTo(await server.find('the BYE', ofIt('BYE')), 200, 'OK'));
    await expect.poll(it.open).toEqual({ connections: 0, tracks: 0 });
  }
  await it.isUnharmed();
});
