/** The function keys of calls, on every page; letters and digits belong to the workspace. Mounted once, by the app. */
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { PhoneCall } from '../../../core/contract/phone.ts';
import { useServices } from '../../app/services.ts';
import { isLive, isRinging } from '../../card/card-model.ts';
import { usePhone } from '../../state/phone.ts';
import { useCallCommands, useWorkspace } from '../../state/use-calls.ts';
import { useKeys } from '../../ui/keys.ts';
import { useCallActions } from './use-call-actions.ts';

/** Alt F8 is deaf to a swap for so long after a call was answered. */
const swapGuardMs = 1_500;

/** Electron's system-wide keys that need more than the phone; the shell holds them, so that this window never sees them typed. */
function useSystemKeys(actions: { passOn(): void; rejectNuisance(): void }): void {
  const { shell } = useServices();
  const latest = useRef(actions);
  useLayoutEffect(() => {
    latest.current = actions;
  });
  useEffect(
    () =>
      shell?.onEvent((event) => {
        if (event.type !== 'key') return;
        if (event.action === 'passOn') latest.current.passOn();
        if (event.action === 'rejectNuisance') latest.current.rejectNuisance();
      }),
    [shell],
  );
}

function FunctionKeys({ call }: { call: PhoneCall }) {
  const actions = useCallActions(call);
  const commands = useCallCommands();
  const phone = usePhone();
  const ringing = phone?.calls.filter(isRinging) ?? [];
  const hasLive = phone?.calls.some(isLive) === true;
  const waiting = ringing.find((each) => each.id !== call.id);
  const beside = phone?.calls.find((each) => each.id !== call.id && each.call.state === 'live');
  const nuisance = (): void => {
    if (call.call.state !== 'ended' && call.direction === 'in') actions.nuisance();
  };
  useSystemKeys({ passOn: actions.escalate, rejectNuisance: nuisance });
  useKeys(
    {
      // F8 in a call does nothing, so that a second press cannot hit the next caller
      F8: () => {
        if (call.call.state === 'ringing') actions.answer();
      },
      F9: () => actions.end(),
      'Shift+F8': () => actions.escalate(),
      'Shift+F9': nuisance,
      'Alt+F8': () => {
        if (!waiting) {
          // a second press of "hold and answer" must not undo it, nor one while it is still being answered
          const isNew =
            call.call.state === 'answering' ||
            (call.call.state === 'live' && Date.now() - call.call.since < swapGuardMs);
          if (beside && !beside.conference && !isNew) commands.swap(beside.id);
          return;
        }
        if (hasLive) commands.holdAndAnswer(waiting.id);
        else commands.answer(waiting.id);
      },
      'Alt+F9': () => {
        if (waiting) commands.decline(waiting.id);
        else if (beside) commands.hangUp(beside.id);
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
