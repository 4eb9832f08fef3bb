/** Words of features/call. */
export const call = { title: '' } as const;
