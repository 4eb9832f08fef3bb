/** The small things of a desk phone: missed calls are counted until looked at, messages waiting, and calls that it answers itself. */
import { createSocket } from 'node:dgram';
import { deskPage } from '../../fixtures/desk-page.ts';
import { openEar } from '../../fixtures/ear.ts';
import { callerHz, deskHz, expect, test, toneMicrophone } from '../../fixtures/line.ts';
import { provisionFor } from '../../fixtures/profile.ts';
import type { Pbx } from '../../lab/pbx.ts';

/** A PBX tells of messages unasked (RFC 3842, out of any subscription). */
function tellOfMessages(pbx: Pbx, body: string): Promise<void> {
  const tag = Math.random().toString(16).slice(2);
  const text = [
    `NOTIFY sip:agent1@${pbx.domain} SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:9;branch=z9hG4bK${tag}`,
    'Max-Forwards: 10',
    `From: <sip:mailbox@${pbx.domain}>;tag=${tag}`,
    `To: <sip:agent1@${pbx.domain}>`,
    `Call-ID: ${tag}`,
    'CSeq: 1 NOTIFY',
    'Event: message-summary',
    'Subscription-State: active',
    'Content-Type: application/simple-message-summary',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.send(text, pbx.sipPort, '127.0.0.1', (error) => {
      socket.close();
      if (error === null) resolve();
      else reject(error);
    });
  });
}

test('missed calls are counted on the rail until the history is looked at; messages waiting are said', async ({
  startLine,
  start,
}) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const product = await start({ provision: provisionFor(line.pbx, 'agent1'), microphone: toneMicrophone() });
  const desk = deskPage(product);
  const { main } = product;
  await desk.ready();
  for (const from of ['13800138000', '13912345678']) {
    const caller = await line.call({ from });
    await caller.ringing;
    await caller.hangUp();
  }
  await expect(main.getByLabel('2 个未接来电还没看')).toBeVisible();
  await desk.open('历史');
  await expect(main.getByLabel(/未接来电还没看/)).toBeHidden();
  await desk.open('工作台');
  await expect(main.getByLabel(/未接来电还没看/)).toBeHidden();

  await tellOfMessages(line.pbx, 'Messages-Waiting: yes\r\nVoice-Message: 3/8 (0/0)\r\n');
  await expect(main.getByText('3 条语音留言')).toBeVisible();
  await tellOfMessages(line.pbx, 'Messages-Waiting: no\r\n');
  await expect(main.getByText(/语音留言/)).toBeHidden();
});

test('only callers that the policy names are answered by the desk itself', async ({ startLine, start }) => {
  const line = await startLine({ huntMembers: ['agent1'] });
  const policy = { autoAnswer: true, autoAnswerFrom: ['138 0013 8000'] };
  const product = await start({
    provision: provisionFor(line.pbx, 'agent1', { policy }),
    microphone: toneMicrophone(),
  });
  const desk = deskPage(product);
  await desk.ready();
  const ear = await openEar(product.phone);

  const named = await line.call({ from: '13800138000' });
  await named.answered;
  await named.rtp.waitForTone(deskHz);
  await ear.waitForTone(callerHz);
  await named.hangUp();

  const other = await line.call({ from: '13912345678' });
  await other.ringing;
  await product.main.waitForTimeout(2500);
  await expect(desk.card).toContainText('139 1234 5678');
  await other.hangUp();
  expect((await other.done).finalStatus).toBe(487);
});
