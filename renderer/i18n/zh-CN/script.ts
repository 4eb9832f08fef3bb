/** Words of features/script. */
export const script = { title: '' } as const;
