/** Fills `{{name}}` templates without i18next, for the card and for words whose ids are data. Unknown names become ''. */
export type Params = Readonly<Record<string, string | number>>;

export function fill(template: string, params: Params): string {
  return template.replace(/\{\{\s*([\w.-]+)[^}]*\}\}/g, (_, name: string) => String(params[name] ?? ''));
}
