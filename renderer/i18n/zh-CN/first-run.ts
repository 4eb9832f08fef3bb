/** Words of features/first-run. */
export const firstRun = { title: '第一次使用' } as const;
