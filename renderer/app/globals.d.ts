/** What the preload puts on the window: only in Electron. */
import type { ShellApi } from '../../core/contract/shell.ts';

declare global {
  interface Window {
    readonly linewarden?: ShellApi;
  }
}
