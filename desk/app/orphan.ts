/**
 * Tells when the process that started this one is gone. `npm start` hands a signal to its shell only, which dies without
 * passing it on: what npm started must end by itself then, or nobody could stop it.
 */
const pollMs = 200;

export function whenOrphaned(onOrphaned: () => void): void {
  // elsewhere a parent may well end before its child, e.g. a script that starts a desk in the background
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onOrphaned();
  }, pollMs);
  watch.unref();
}
