/** Are Node and npm, as a person has them, new enough? Pure: npm says both in `npm_config_user_agent`. */

const oldestNode = 20;
const oldestNpm = 10;

/** One sentence in both languages, or null when all is well or not known. */
export function tooOldSentence(userAgent: string | undefined): string | null {
  const major = (tool: string): number | null => {
    const found = new RegExp(`\\b${tool}/v?(\\d+)\\.`).exec(userAgent ?? '')?.[1];
    return found === undefined ? null : Number(found);
  };
  const node = major('node');
  const npm = major('npm');
  if ((node === null || node >= oldestNode) && (npm === null || npm >= oldestNpm)) return null;
  return (
    `守线需要 Node ${oldestNode} 和 npm ${oldestNpm} 或更新的版本，这里是 Node ${node ?? '?'}、npm ${npm ?? '?'}。 ` +
    `Linewarden needs Node ${oldestNode} and npm ${oldestNpm} or newer; this is Node ${node ?? '?'} with npm ${npm ?? '?'}.`
  );
}
