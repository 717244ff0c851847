import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { oneByte } from './one-byte.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const root = at('../renderer');

/** Renderer: every page of renderer/, addressed relatively because it is served from our own scheme. */
export default defineConfig({
  root,
  base: './',
  publicDir: false,
  plugins: [react(), oneByte()],
  build: {
    // The oldest Chromium it runs on (Electron 33).
    target: 'chrome130',
    outDir: at('../dist/app/renderer'),
    emptyOutDir: false,
    // The page's CSP allows no data: scripts or styles; small files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // Sentences do nothing by being there, so each page loads those it says.
      treeshake: { moduleSideEffects: (id) => !/[\\/]app[\\/]view[\\/]/.test(id) },
      input: readdirSync(root)
        .filter((name) => name.endsWith('.html'))
        .map((name) => join(root, name)),
    },
  },
});
