/**
 * The PBX is told: the agent's state by feature codes and by presence, at the lab's Kamailio; a PBX that does not take it, which
 * the desk says while it keeps to the state; and messages waiting, asked for by SUBSCRIBE.
 */
import { lineOf, untilReady, usedProfile } from '../../fixtures/faults/line-desk.ts';
import { toneMicrophone } from '../../fixtures/line.ts';
import type { Product } from '../../fixtures/product.ts';
import { answerTo, message } from '../../lab/hostile-server.ts';
import { startPbx, type Pbx } from '../../lab/pbx.ts';
import { header } from '../../lab/sip-trace.ts';
import { expect, test } from '../hostile/support/hostile-desk.ts';

const codes = { by: 'codes', ready: '*45', notReady: '*460', breaks: { meal: '*462' } };

const choose = ({ main }: Product, name: RegExp): Promise<void> =>
  main.getByRole('radiogroup', { name: '坐席状态' }).getByRole('radio', { name }).click();

/** a code may wait for the call to the one before */
const patient = { timeout: 20_000 };

const told = (pbx: Pbx) => async (): Promise<string | undefined> => {
  const found = JSON.stringify(await pbx.rpc('htable.dump', ['agents']));
  return /"value":\s*"([^"]*)"/.exec(found)?.[1];
};

test('the agent’s state by feature codes, then by presence, at the lab’s PBX @web', async ({ start }) => {
  const pbx = await startPbx({ huntMembers: ['agent1'] });
  try {
    const provision = lineOf(pbx) as { policy: object };
    const withPolicy = (tellPbx: object) => ({ ...provision, policy: { ...provision.policy, tellPbx } });
    const profile = usedProfile();
    const options = { profile, microphone: toneMicrophone() };
    const byCodes = await start({ ...options, provision: withPolicy(codes) });
    await untilReady(byCodes);
    await expect.poll(told(pbx), patient).toBe('*45');
    await choose(byCodes, /示忙/);
    await expect.poll(told(pbx), patient).toBe('*460');
    await choose(byCodes, /小休/);
    await byCodes.main.getByRole('combobox', { name: '小休原因' }).selectOption('meal');
    await expect.poll(told(pbx), patient).toBe('*462');
    await choose(byCodes, /就绪/);
    await expect.poll(told(pbx), patient).toBe('*45');
    await expect(byCodes.main.getByText('总机未收到')).toBeHidden();
    await byCodes.stop();

    const byPresence = await start({ ...options, provision: withPolicy({ by: 'publish' }) });
    await untilReady(byPresence);
    await expect.poll(told(pbx), patient).toBe('open');
    await choose(byPresence, /示忙/);
    await expect.poll(told(pbx), patient).toBe('closed');
  } finally {
    await pbx.stop();
  }
});

test('a PBX that refuses a code is told of again, and the desk says so; messages waiting are asked for, refreshed, and let go', async ({
  hostile,
}) => {
  const { server, desk } = await hostile({ tellPbx: codes, askForVoicemail: true });
  const isMethod = (method: string) => (text: string) => text.startsWith(`${method} `);

  await test.step('SUBSCRIBE, its NOTIFY on screen, its refresh', async () => {
    const asked = await server.find('SUBSCRIBE', isMethod('SUBSCRIBE'), 10_000);
    expect(header(asked, 'Event')).toBe('message-summary');
    expect(header(asked, 'Accept')).toContain('application/simple-message-summary');
    const answer = answerTo(asked, 200, 'OK', {
      headers: ['Expires: 8', 'Contact: <sip:mail@hostile.invalid;transport=ws>'],
    });
    server.send(answer);
    server.send(
      message(
        [
          `NOTIFY ${/<([^>]+)>/.exec(header(asked, 'Contact') ?? '')?.[1]} SIP/2.0`,
          'Via: SIP/2.0/WS hostile.invalid;branch=z9hG4bKmwi1',
          'Max-Forwards: 70',
          `From: ${header(answer, 'To')}`,
          `To: ${header(asked, 'From')}`,
          `Call-ID: ${header(asked, 'Call-ID')}`,
          'CSeq: 1 NOTIFY',
          'Contact: <sip:mail@hostile.invalid;transport=ws>',
          'Event: message-summary',
          'Subscription-State: active;expires=8',
          'Content-Type: application/simple-message-summary',
        ],
        'Messages-Waiting: yes\r\nVoice-Message: 3/1 (0/0)\r\n',
      ),
    );
    await expect(desk.main.getByText(/留言/).first()).toBeVisible();
    const refresh = await server.find(
      'the refresh',
      (text) => isMethod('SUBSCRIBE')(text) && header(text, 'CSeq') !== header(asked, 'CSeq'),
      10_000,
    );
    expect(header(refresh, 'Call-ID')).toBe(header(asked, 'Call-ID'));
    server.send(answerTo(refresh, 200, 'OK', { headers: ['Expires: 3600', 'Contact: <sip:mail@hostile.invalid>'] }));
  });

  await test.step('a code that is refused: said, held at the desk, and told again', async () => {
    const first = await server.find('the code', isMethod('INVITE sip:*45@example.com'), 10_000);
    server.send(answerTo(first, 404, 'Not Found'));
    await expect(desk.main.getByText('总机未收到')).toBeVisible();
    await choose(desk, /示忙/);
    const busy = await server.find('the next code', isMethod('INVITE sip:*460@example.com'), 10_000);
    const ok = answerTo(busy, 200, 'OK', { headers: ['Contact: <sip:queue@hostile.invalid;transport=ws>'] });
    server.send(ok);
    await server.find(
      'its ACK',
      (text) => isMethod('ACK')(text) && header(text, 'Call-ID') === header(busy, 'Call-ID'),
    );
    await expect(desk.main.getByText('总机未收到')).toBeHidden({ timeout: 10_000 });
    await expect(desk.main.getByRole('radio', { name: /示忙/ })).toBeChecked();
    // nobody hung up on the other side: the desk does, and no call was ever on screen
    await server.find(
      'its BYE',
      (text) => isMethod('BYE')(text) && header(text, 'Call-ID') === header(busy, 'Call-ID'),
    );
  });
  await test.step('let go with the phone', async () => {
    // a tab is closed with a farewell; a window with its program
    if (desk.host === 'web') await desk.main.goto('about:blank');
    else await desk.stop();
    await server.find(
      'the end of the subscription',
      (text) => isMethod('SUBSCRIBE')(text) && header(text, 'Expires') === '0',
    );
  });
});
