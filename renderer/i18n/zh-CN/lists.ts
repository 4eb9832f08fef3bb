/** Words of features/lists. */
export const lists = { title: '名单' } as const;
