// For the end of a switch over a union: the compiler complains here when a case was forgotten.
export function never(value: never): never {
  throw new Error(`Not foreseen: ${JSON.stringify(value)}`);
}
