/** A key as printed on a button: `F8`, `⇧F8`, `U`. Names the key for screen readers too. */
export function Keycap({ children }: { children: string }) {
  return <kbd className="lw-key">{children}</kbd>;
}
