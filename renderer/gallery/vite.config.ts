/** Builds the gallery of states for design work; never part of the product. `vite build -c renderer/gallery/vite.config.ts`. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [react()],
  build: { outDir: here('../../dist/gallery'), emptyOutDir: true, target: 'chrome108', assetsInlineLimit: 0 },
});
