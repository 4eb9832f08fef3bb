/** What typing in a number field means for the form. Pure. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
  /** what is typed stands, also nothing (NaN): the form says what is wrong with it */
  readonly isFree: boolean;
}

/** null: nothing is written, and the form keeps the number it has. */
export function typedNumber(text: string, { min, max, isFree }: NumberRange): number | null {
  if (text === '') return isFree ? Number.NaN : null;
  const typed = Math.round(Number(text));
  return isFree ? typed : Math.min(max, Math.max(min, typed));
}
