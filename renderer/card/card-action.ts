/** What pressing something on the card asks for. The host decides how: phone command, desk command, page. */
export type CardAction =
  | { readonly type: 'answer'; readonly call: string }
  | { readonly type: 'decline'; readonly call: string }
  | { readonly type: 'escalate'; readonly call: string }
  | { readonly type: 'reject-nuisance'; readonly call: string }
  /** puts the live call on hold, then answers */
  | { readonly type: 'hold-and-answer'; readonly call: string }
  | { readonly type: 'undo-block'; readonly call: string }
  | { readonly type: 'why'; readonly call: string; readonly number: string }
  | { readonly type: 'review' };

export type OnCardAction = (action: CardAction) => void;

/** A card ignores presses for its first 300 ms: the hand was on its way to something else. */
export const guardMs = 300;
/** "Undo" lets the number through for this long. */
export const undoBlockDays = 7;
