/** Words of features/home. */
export const home = { title: '' } as const;
