import { expect, it } from 'vitest';
import { readMessageSummary } from './message-waiting.ts';

it.each([
  ['Messages-Waiting: yes\r\nMessage-Account: sip:a@b\r\nVoice-Message: 2/8 (0/2)\r\n', { waiting: true, count: 2 }],
  ['Messages-Waiting: no\r\n', { waiting: false, count: null }],
  ['messages-waiting : YES\nvoice-message : 0/1\n', { waiting: true, count: 0 }],
  ['Voice-Message: 2/8', null],
  ['Messages-Waiting: perhaps', null],
  ['', null],
])('reads %j', (body, summary) => {
  expect(readMessageSummary(body)).toEqual(summary);
});
