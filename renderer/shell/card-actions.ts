/** Carries out what is pressed on a card, wherever the card is shown: page, floating window, or Electron's card window. */
import type { Locale } from '../../core/settings/settings.ts';
import { navigate } from '../app/route.ts';
import type { PhoneView } from '../app/services.ts';
import type { CardAction } from '../card/card-action.ts';
import type { CallCommands } from '../state/call-commands.ts';

export function runCardAction(action: CardAction, commands: CallCommands, phone: PhoneView, locale: Locale): void {
  const callOf = (id: string) => phone.getSnapshot()?.calls.find((call) => call.id === id);
  switch (action.type) {
    case 'answer':
      commands.answer(action.call);
      return;
    case 'decline':
      commands.decline(action.call);
      return;
    case 'hold-and-answer':
      commands.holdAndAnswer(action.call);
      return;
    case 'reject-nuisance': {
      const call = callOf(action.call);
      if (call) commands.rejectNuisance(call, null);
      return;
    }
    case 'escalate': {
      const call = callOf(action.call);
      if (call) void commands.escalate(call, '', locale);
      return;
    }
    case 'undo-block':
      commands.undoBlock(action.call);
      return;
    case 'why':
      navigate('history', { number: action.number, call: action.call });
      return;
    case 'review':
      navigate('history', { action: 'reject' });
      return;
    default:
      action satisfies never;
  }
}
