/** Words of features/contacts. */
export const contacts = { title: '通讯录' } as const;
