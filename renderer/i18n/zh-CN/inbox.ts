/** Words of features/inbox. */
export const inbox = { title: '待裁定' } as const;
