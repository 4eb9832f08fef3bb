/** The function keys of calls, on every page; letters and digits belong to the workspace. Mounted once, by the app. */
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { isLive, isRinging } from '../../card/card-model.ts';
import { usePhone } from '../../state/phone.ts';
import { useCallCommands, useWorkspace } from '../../state/use-calls.ts';
import { useKeys } from '../../ui/keys.ts';
import { useCallActions } from './use-call-actions.ts';

function FunctionKeys({ call }: { call: PhoneCall }) {
  const actions = useCallActions(call);
  const commands = useCallCommands();
  const phone = usePhone();
  const ringing = phone?.calls.filter(isRinging) ?? [];
  const hasLive = phone?.calls.some(isLive) === true;
  const waiting = ringing.find((each) => each.id !== call.id);
  useKeys(
    {
      // F8 in a call does nothing, so that a second press cannot hit the next caller
      F8: () => {
        if (call.call.state === 'ringing') actions.answer();
      },
      F9: () => actions.end(),
      'Shift+F8': () => actions.escalate(),
      'Shift+F9': () => {
        if (call.call.state !== 'ended' && call.direction === 'in') actions.nuisance();
      },
      'Alt+F8': () => {
        if (!waiting) return;
        if (hasLive) commands.holdAndAnswer(waiting.id);
        else commands.answer(waiting.id);
      },
      'Alt+F9': () => {
        if (waiting) commands.decline(waiting.id);
      },
    },
    { order: 10 },
  );
  return null;
}

export function CallKeys() {
  const call = useWorkspace((workspace) => workspace.call);
  return call && <FunctionKeys call={call} />;
}
