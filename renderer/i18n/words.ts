/** The shape that the English words must have: the Chinese ones' keys, and `_one` wherever there is an `_other`. */
export type WordsLike<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : WordsLike<T[K]>;
} & { readonly [K in keyof T as K extends `${infer P}_other` ? `${P}_one` : never]: string };
