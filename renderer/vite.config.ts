/** Builds the three pages of the renderer into dist/renderer: the main window, the card window and the phone window. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { decodeSipGrammarOnce } from './sip-grammar-plugin.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  // the same files are served from app:// and from the web host's root
  base: './',
  plugins: [react(), decodeSipGrammarOnce()],
  // each response replaces it by a nonce of its own
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: here('../dist/renderer'),
    emptyOutDir: true,
    // the lab's Electron 22; the same output runs everywhere else
    target: 'chrome108',
    // small files as data: URLs would need `data:` in the CSP
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here('index.html'), card: here('card.html'), phone: here('phone.html') },
    },
  },
});
