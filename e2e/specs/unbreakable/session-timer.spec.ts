/**
 * Session timers (RFC 4028) against a server that says what it likes: the desk refreshes where that is its part, ends a call
 * whose far end does not, refuses an interval that is too brief, and asks again for a longer one where it is refused.
 */
import { answer, inCall } from '../../fixtures/faults/line-desk.ts';
import { answerTo } from '../../lab/hostile-server.ts';
import { header } from '../../lab/sip-trace.ts';
import { final, invite, newParts, offer, ringing, within, type Parts } from '../hostile/support/honest-call.ts';
import { expect, test, type HostileDesk } from '../hostile/support/hostile-desk.ts';

const requestOf =
  (method: string, { callId }: Parts) =>
  (text: string): boolean =>
    text.startsWith(`${method} `) && header(text, 'Call-ID') === callId;

/**
 * A far end that only listens, as one that holds the call: its silence is what was agreed. One that is silent unasked is looked
 * for by re-INVITEs of the path mender, which no spec could tell from refreshes.
 */
const listening = offer().replace('a=sendrecv', 'a=recvonly');

async function answered(
  { server, desk }: HostileDesk,
  asks: readonly string[],
  body = offer(),
): Promise<{ parts: Parts; ok: string }> {
  const parts = newParts();
  server.send(invite(server.contact(), parts, body, asks));
  await ringing(server, parts);
  await expect(desk.card.getByRole('alertdialog')).toBeVisible();
  await answer(desk);
  const ok = await final(server, parts, 200);
  server.send(within('ACK', ok, 1));
  return { parts, ok };
}

/** A re-INVITE that agrees on few seconds: an interval that a spec can wait for. */
async function shorten(
  { server }: HostileDesk,
  ok: string,
  parts: Parts,
  interval: string,
  body = offer(),
): Promise<string> {
  const more = ['Supported: timer', `Session-Expires: ${interval}`];
  server.send(within('INVITE', ok, 2, { body, more }));
  const again = await server.find('the answer to the re-INVITE', (text) => {
    const isAnswer = text.startsWith('SIP/2.0 200') && header(text, 'CSeq') === '2 INVITE';
    return isAnswer && header(text, 'Call-ID') === parts.callId;
  });
  server.send(within('ACK', ok, 2));
  return again;
}

test('session timers: too brief, refreshed by the caller, by the desk, by nobody; a call of ours that is asked for more @web', async ({
  hostile,
}) => {
  const it = await hostile();
  const { server, desk } = it;

  await test.step('too brief: 422, and nothing rings', async () => {
    const parts = newParts();
    server.send(invite(server.contact(), parts, offer(), ['Supported: timer', 'Session-Expires: 30']));
    const refused = await final(server, parts, 422);
    expect(header(refused, 'Min-SE')).toBe('90');
    server.send(within('ACK', refused, 1, { branch: parts.branch }));
    await expect(desk.card.getByRole('alertdialog')).toBeHidden();
  });

  await test.step('the caller refreshes no more: BYE before the interval is over', async () => {
    const { parts, ok } = await answered(it, ['Supported: timer', 'Session-Expires: 1800;refresher=uac']);
    expect(header(ok, 'Session-Expires')).toBe('1800;refresher=uac');
    expect(header(ok, 'Require')).toBe('timer');
    const again = await shorten(it, ok, parts, '6;refresher=uac');
    expect(header(again, 'Session-Expires')).toBe('6;refresher=uac');
    const at = Date.now();
    // due after 4 s
    const bye = await server.find('the BYE of an expired session', requestOf('BYE', parts), 8_000);
    expect(Date.now() - at).toBeLessThan(6_000);
    server.send(answerTo(bye, 200, 'OK'));
    await expect(inCall(desk)).toBeHidden();
  });

  await test.step('the desk refreshes at the half, each time, and the call lives on', async () => {
    const { parts, ok } = await answered(it, ['Supported: timer', 'Session-Expires: 1800;refresher=uas'], listening);
    expect(header(ok, 'Session-Expires')).toBe('1800;refresher=uas');
    let agreedAt = Date.now();
    await shorten(it, ok, parts, '8;refresher=uas', listening);
    for (let n = 0; n < 2; n += 1) {
      const refresh = await server.find(
        `refresh ${n}`,
        (text) => requestOf('INVITE', parts)(text) && Number.parseInt(header(text, 'CSeq') ?? '', 10) > n,
        10_000,
      );
      // due after 4 s; a re-INVITE for any other reason would have been sooner, or not at all
      expect(Date.now() - agreedAt).toBeGreaterThan(3_500);
      expect(header(refresh, 'Session-Expires')).toBe('8;refresher=uac');
      expect(header(refresh, 'Supported')).toBeDefined();
      const more = ['Session-Expires: 8;refresher=uac', 'Require: timer'];
      const contact = 'Contact: <sip:caller@hostile.invalid;transport=ws>';
      const sdp = listening.replace('a=setup:actpass', 'a=setup:passive');
      agreedAt = Date.now();
      server.send(answerTo(refresh, 200, 'OK', { headers: [contact, ...more], body: sdp }));
      await server.find(
        'its ACK',
        (text) =>
          requestOf('ACK', parts)(text) &&
          Number.parseInt(header(text, 'CSeq') ?? '', 10) === Number.parseInt(header(refresh, 'CSeq') ?? '', 10),
      );
    }
    await expect(inCall(desk)).toBeVisible();
    server.send(within('BYE', ok, 9));
    await expect(inCall(desk)).toBeHidden();
  });

  await test.step('a call of ours that is refused for its interval is made again with a longer one', async () => {
    await desk.main.keyboard.press('p');
    await expect(desk.main.getByRole('textbox', { name: '号码' })).toBeFocused();
    await desk.main.keyboard.insertText('10086');
    await expect(desk.main.locator('.lw-dial-call')).toBeEnabled();
    await desk.main.keyboard.press('Enter');
    const isOurs = (text: string): boolean => text.startsWith('INVITE sip:10086@');
    const first = await server.find('our INVITE', isOurs);
    expect(header(first, 'Session-Expires')).toBe('1800');
    server.send(answerTo(first, 422, 'Session Interval Too Small', { headers: ['Min-SE: 3600'] }));
    const second = await server.find(
      'our second INVITE',
      (text) => isOurs(text) && header(text, 'CSeq') !== header(first, 'CSeq'),
    );
    expect(header(second, 'Session-Expires')).toBe('3600');
    expect(header(second, 'Min-SE')).toBe('3600');
    expect(header(second, 'Call-ID')).toBe(header(first, 'Call-ID'));
    await expect(desk.main.getByText('正在呼叫').first()).toBeVisible();
    server.send(answerTo(second, 486, 'Busy Here'));
    await expect(desk.main.getByText('对方忙').first()).toBeVisible();
  });
});
